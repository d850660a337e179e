import type { SmsTexts } from './en.ts'

export const tr: SmsTexts = {
  // Not «doğrulama kodu», nor «paylaşmayın»: GSM-7 has no ğ, ş or ı.
  text: ['{brand} onay kodunuz: {code}. Süresi {minutes} sonra dolar. Kodu kimseye vermeyin.'],
  voice:
    'Merhaba. Bu {brand} tarafından gönderilen bir mesajdır. Onay kodunuz: {code}. Tekrar ediyoruz: {code}. Kodun süresi {minutes} sonra dolar. Kodu kimseyle paylaşmayın. İyi günler.',
  pause: ', ',
  minutes: { other: '{n} dakika' },
}
