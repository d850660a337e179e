import type { SmsTexts } from './en.ts'

export const ar: SmsTexts = {
  // Begins with an Arabic letter, not with the code or the brand: by it, a phone finds the direction (UAX #9, P2).
  text: [
    'رمز تحقق {brand}: {code}\nصالح {minutes}، لا تشاركه',
    'رمز {brand}: {code}\nصالح {minutes}، لا تشاركه',
    'رمز {brand}: {code}\n{minutes}، لا تشاركه',
    'رمز {brand}: {code}\n{minutes}، سري',
  ],
  voice:
    'مرحبًا. هذه رسالة من {brand}. رمز التحقق الخاص بك هو: {code}. نكرر: {code}. الرمز صالح لمدة {minutes}. لا تشاركه مع أي شخص. مع السلامة.',
  pause: '، ',
  minutes: { few: '{n} دقائق', other: '{n} دقيقة' },
}
