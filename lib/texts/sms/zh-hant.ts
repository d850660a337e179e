import type { SmsTexts } from './en.ts'

export const zhHant: SmsTexts = {
  text: [
    '【{brand}】您的驗證碼為{code}，{minutes}內有效，請勿提供給他人。',
    '【{brand}】驗證碼{code}，{minutes}內有效，請勿洩漏。',
  ],
  voice:
    '您好，這裡是{brand}。您的驗證碼是：{code}。重複一次：{code}。驗證碼{minutes}內有效，請勿告訴他人。再見。',
  pause: '，',
  minutes: { other: '{n}分鐘' },
}
