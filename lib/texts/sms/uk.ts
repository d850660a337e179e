import type { SmsTexts } from './en.ts'

export const uk: SmsTexts = {
  text: [
    'Код входу {brand}: {code}\nДіє {n} хв. Нікому не кажіть',
    'Код {brand}: {code}\nДіє {n} хв. Нікому не кажіть',
    'Код {brand}: {code}\n{n} хв, нікому не кажіть',
    'Код {brand}: {code}\n{n} хв, таємно',
  ],
  voice:
    'Вітаємо. Це повідомлення від {brand}. Ваш код підтвердження: {code}. Повторюємо: {code}. Код діє {minutes}. Нікому його не повідомляйте. До побачення.',
  pause: ', ',
  minutes: { few: '{n} хвилини', other: '{n} хвилин' },
}
