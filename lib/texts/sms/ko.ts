import type { SmsTexts } from './en.ts'

export const ko: SmsTexts = {
  text: [
    '{brand} 인증번호 {code}\n{minutes} 유효합니다. 타인에게 알려주지 마세요.',
    '{brand} 인증번호 {code}\n{minutes} 유효, 타인에게 알리지 마세요',
    '{brand} 인증번호 {code}\n{n}분 유효, 공유 금지',
  ],
  voice:
    '안녕하세요. {brand}입니다. 인증번호를 알려 드립니다. {code}. 다시 한번 알려 드립니다. {code}. 인증번호는 {minutes} 유효합니다. 다른 사람에게 알려 주지 마세요. 감사합니다.',
  pause: ', ',
  minutes: { other: '{n}분간' },
}
