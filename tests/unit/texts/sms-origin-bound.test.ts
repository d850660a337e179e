import { parseOriginBoundMessage } from './support/origin-bound-message.ts'

// The reader that the other tests trust, by the examples of https://wicg.github.io/sms-one-time-codes/#authoring.

test.each([
  ['with words before it', '747723 is your ExampleCo code.\n\n@example.com #747723'],
  ['alone', '@example.com #747723'],
  ['with a carriage return', 'Your code\r\n@example.com #747723'],
  ['with text after it', '@example.com #747723 %ecommerce.example $future'],
])('R50 a last line binds a code: %s', (_, message) => {
  expect(parseOriginBoundMessage(message)).toEqual({ host: 'example.com', code: '747723' })
})

test.each([
  ['something before the host', 'something @example.com #747723'],
  ['the wrong order', '#747723 @example.com'],
  ['a word between', '@example.com code #747723'],
  ['two spaces between', '@example.com  #747723'],
  ['a space before', ' @example.com #747723'],
  ['no host', '@ #747723'],
  ['no code', '@example.com #'],
  ['no mark', 'example.com 747723'],
  ['a line after it', '@example.com #747723\n'],
  ['nothing', ''],
])('R50 a last line with %s binds none', (_, message) => {
  expect(parseOriginBoundMessage(message)).toBeUndefined()
})
