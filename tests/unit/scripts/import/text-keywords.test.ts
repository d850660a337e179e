import { textKeywords } from '../../../../scripts/import/text-keywords.ts'

test('R50 the texts of codes are made of the brand and the host', () => {
  const { SMS_TEMPLATE, VOICE_TEMPLATE } = textKeywords({ BRAND: 'Acme', SMS_DOMAIN: 'login.example.com' })
  expect(SMS_TEMPLATE).toMatch(/Acme/)
  expect(SMS_TEMPLATE.endsWith('\n@login.example.com #{{ code }}')).toBe(true)
  expect(VOICE_TEMPLATE).toMatch(/Acme/)
})

test('what is missing is named, all of it', () => {
  expect(() => textKeywords({ BRAND: '', SMS_DOMAIN: ['a'] })).toThrow(
    new Error('The keyword BRAND has no value. The keyword SMS_DOMAIN has no value.'),
  )
})

test('T20 a brand that is Liquid stops the import before anything is changed', () => {
  expect(() => textKeywords({ BRAND: '{{ user.email }}', SMS_DOMAIN: 'login.example.com' })).toThrow(/brand/i)
})
