import { codeInText } from '../../../scripts/local-tenant/phone-networks/code-in-text.ts'

test.each([
  ['the last line names it', '1234 is not it\n\n@example.com #987654', '987654'],
  ['the last line ends in more', 'x\n@example.com #987654 %frame.example', '987654'],
  ['only the words do', 'Ihr Code ist 042137.', '042137'],
  ['a number to call comes first', 'Call +447400123456. Code: 042137', '042137'],
  ['the digits are too few', 'It works for 3 minutes', undefined],
  ['the digits are too many', '12345678901', undefined],
  ['there is none', 'Hello', undefined],
])('when %s', (_name, text, code) => {
  expect(codeInText(text)).toBe(code)
})
