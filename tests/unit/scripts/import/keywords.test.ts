import { fillKeywords } from '../../../../scripts/import/keywords.ts'

test.each<[string, unknown, unknown]>([
  ['a text', '##A##', 'one'],
  ['a text within another', 'x ##A## y ##A##', 'x one y one'],
  ['a list', '@@L@@', ['p', 'q']],
  ['deep down', { a: [{ b: '##A##' }] }, { a: [{ b: 'one' }] }],
  ['a liquid template is left alone', '{{ code }} @@password@@ # ##', '{{ code }} @@password@@ # ##'],
  ['a mark for lists within a text is text', 'x @@L@@', 'x @@L@@'],
  ['numbers, truth and null', [1, true, null], [1, true, null]],
])('%s', (_, document, filled) => {
  expect(fillKeywords(document, { A: 'one', L: ['p', 'q'] })).toEqual(filled)
})

test.each([
  ['YAML', 'x\'\n  - name: evil: "y" # z'],
  ['a replacement pattern', "$& $1 $' $$"],
  ['another keyword', '##B## @@B@@'],
])('T20 a value that looks like %s stays a value', (_, value) => {
  expect(fillKeywords({ a: '##A##', b: '<##A##>' }, { A: value, B: 'b' })).toEqual({
    a: value,
    b: `<${value}>`,
  })
})

test('R65 every keyword that is missing or of the wrong kind is named at once', () => {
  const document = ['##GONE##', '##EMPTY##', '@@NONE@@', '##L##', '@@A@@', '##toString##', '##GONE##']
  expect(() => fillKeywords(document, { EMPTY: '', NONE: [], L: ['x'], A: 'one' })).toThrow(
    new Error(
      'The keyword GONE has no value. The keyword EMPTY has no value. The keyword NONE has no value. ' +
        'The keyword L must be a text. The keyword A must be a list.',
    ),
  )
})
