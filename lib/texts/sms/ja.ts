import type { SmsTexts } from './en.ts'

export const ja: SmsTexts = {
  text: [
    '{brand}の認証コードは{code}です。{minutes}有効です。他人に教えないでください。',
    '{brand}の認証コード：{code}\n{minutes}有効。他人に教えないでください。',
    '{brand}の認証コード：{code}（{minutes}有効・共有禁止）',
  ],
  voice:
    '{brand}です。認証コードをお伝えします。{code}。もう一度お伝えします。{code}。このコードは{minutes}有効です。他の人には教えないでください。',
  pause: '、',
  minutes: { other: '{n}分間' },
}
