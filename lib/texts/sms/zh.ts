import type { SmsTexts } from './en.ts'

export const zh: SmsTexts = {
  text: [
    '【{brand}】您的验证码是{code}，{minutes}内有效，请勿泄露给他人。',
    '【{brand}】验证码{code}，{minutes}内有效，请勿泄露。',
  ],
  voice:
    '您好，这里是{brand}。您的验证码是：{code}。重复一遍：{code}。验证码{minutes}内有效，请勿告诉他人。再见。',
  pause: '，',
  minutes: { other: '{n}分钟' },
}
