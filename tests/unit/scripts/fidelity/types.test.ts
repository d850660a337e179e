import { Ajv2020 } from 'ajv/dist/2020.js'
import { join } from 'node:path'
import { readDeclarations } from '../../../../scripts/fidelity/types/declarations.ts'
import { createSchemas } from '../../../../scripts/fidelity/types/schema-of-type.ts'
import { readSdkOperations } from '../../../../scripts/fidelity/types/sdk-operations.ts'

const DECLARATIONS = `
  export interface Named { id: string }
  export interface Thing extends Sdk.Named {
    kind: Sdk.Kind
    parts?: Sdk.Part[] | undefined
    note: (string | null) | undefined
    more: Record<string, number>
    nested: Thing.Nested
  }
  export declare const Kind: { readonly One: "one"; readonly Two: "two" }
  export type Kind = (typeof Kind)[keyof typeof Kind]
  export interface Part { whole?: Sdk.Thing; size: 1 | 2 }
  export interface Open { name: string; [key: string]: any }
  export namespace Thing { interface Nested { yes: boolean } }
`
const { defs, named } = createSchemas(readDeclarations(DECLARATIONS), 'Sdk')
const ajv = new Ajv2020({ strict: false })
const accepts = (type: string, value: unknown) => ajv.compile({ ...named(type), $defs: defs })(value)

const thing = { id: 'a', kind: 'one', more: { a: 1 }, nested: { yes: true } }

test.each<[string, unknown, boolean]>([
  ['what the type demands', thing, true],
  ['what it allows', { ...thing, note: null, parts: [{ size: 2, whole: thing }] }, true],
  ['without what it inherits', { ...thing, id: undefined }, false],
  ['a word that is not among those it lists', { ...thing, kind: 'three' }, false],
  ['another type in a list', { ...thing, parts: [{ size: 3 }] }, false],
  ['another type in a record', { ...thing, more: { a: 'x' } }, false],
  ['another type in its namespace', { ...thing, nested: { yes: 'x' } }, false],
  ['a key that nobody has described', { ...thing, extra: 1 }, false],
])('a schema made from a type judges %s', (_name, value, isRight) => {
  expect(accepts('Thing', JSON.parse(JSON.stringify(value)))).toBe(isRight)
})

test('a type that allows further keys has them allowed', () => {
  expect([accepts('Open', { name: 'a', other: 1 }), accepts('Open', { other: 1 })]).toEqual([true, false])
})

test('a type that is declared nowhere is told, not passed over', () => {
  expect(() => named('Missing')).toThrow('The type Missing is declared nowhere')
})

test('the operations of the installed SDK are read with their routes, types and errors', () => {
  const operations = readSdkOperations(join(__dirname, '..', '..', '..', '..', 'node_modules', 'auth0'))
  expect(operations.length).toBeGreaterThan(400)
  expect(operations).toContainEqual({
    ...{ method: 'POST', route: '/users/{}/identities', answers: 'Management.UserIdentity[]' },
    errors: [400, 401, 403, 409, 429],
  })
  expect(operations.find(({ method, route }) => method === 'GET' && route === '/clients')).toMatchObject({
    ...{ answers: 'Management.ListClientsOffsetPaginatedResponseContent', item: 'Management.Client' },
  })
})
