import { mask } from '../../../../scripts/import/run-deploy-cli.ts'

test.each([
  ['a secret', 'token s3cr3t.', ['s3cr3t'], 'token ***.'],
  ['every time', 's3cr3t s3cr3t', ['s3cr3t'], '*** ***'],
  ['a longer one before its part', 'abcdef abc', ['abc', 'abcdef'], '*** ***'],
  ['as it stands in an address', 'q=a%2Fb', ['a/b'], 'q=***'],
  ['as it stands in JSON', String.raw`{"a":"x\"y"}`, ['x"y'], '{"a":"***"}'],
  ['no secret at all', 'as it was', [''], 'as it was'],
])('R43 what deploy-cli said is shown without %s', (_, text, secrets, masked) => {
  expect(mask(text, secrets)).toBe(masked)
})
