import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

const CODE = 'exports.onExecutePostLogin = async () => {}\n'
const action = (more: JsonObject = {}): JsonObject => ({
  ...{ name: 'challenge', code: CODE, runtime: 'node22', dependencies: [], secrets: [] },
  supported_triggers: [{ id: 'post-login', version: 'v3' }],
  ...more,
})
const create = async (more: JsonObject = {}): Promise<string> =>
  asText((await api.call('POST', '/actions/actions', action(more))).body['id'])
const deploy = (id: string) => api.call('POST', `/actions/actions/${id}/deploy`)
const bind = (...values: string[]) =>
  api.call('PATCH', '/actions/triggers/post-login/bindings', {
    bindings: values.map((value) => ({ ref: { type: 'action_name', value }, display_name: value })),
  })
const bound = () => api.configuration.bindings['post-login']?.map(({ display_name }) => display_name)

const secrets = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ name: `KEY_${index}`, value: 'v' }))
const dependencies = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ name: `package-${index}`, version: '1.0.0' }))

test.each<[string, JsonObject]>([
  ['code of 100 kB', { code: 'x'.repeat(100_000) }],
  ['10 dependencies', { dependencies: dependencies(10) }],
  ['30 secrets', { secrets: secrets(30) }],
  ['a secret named in 128 characters', { secrets: [{ name: 'K'.repeat(128), value: 'v' }] }],
  ['a secret of 4096 characters', { secrets: [{ name: 'K', value: 'v'.repeat(4096) }] }],
])('an Action may have %s', async (_name, more) => {
  expect((await api.call('POST', '/actions/actions', action(more))).status).toBe(201)
})

test.each<[string, JsonObject]>([
  ['code over 100 kB', { code: 'x'.repeat(100_001) }],
  ['code over 100 kB in bytes though not in characters', { code: 'ü'.repeat(50_001) }],
  ['11 dependencies', { dependencies: dependencies(11) }],
  ['31 secrets', { secrets: secrets(31) }],
  ['a secret named in 129 characters', { secrets: [{ name: 'K'.repeat(129), value: 'v' }] }],
  ['a secret of 4097 characters', { secrets: [{ name: 'K', value: 'v'.repeat(4097) }] }],
  ['a secret without a value', { secrets: [{ name: 'K' }] }],
  ['no name', { name: '' }],
  ['a trigger that does not exist', { supported_triggers: [{ id: 'pre-login', version: 'v1' }] }],
  ['a trigger named like a built-in', { supported_triggers: [{ id: '__proto__', version: 'v1' }] }],
  ['no trigger', { supported_triggers: [] }],
  ['an unknown runtime', { runtime: 'node99' }],
  ['an unknown property', { status: 'built' }],
])('an Action with %s is refused', async (_name, more) => {
  const { status, body } = await api.call('POST', '/actions/actions', action(more))
  expect({ status, errorCode: body['errorCode'] }).toEqual({ status: 400, errorCode: 'invalid_body' })
  expect(api.configuration.actions.map(({ name }) => name)).toEqual(['greeting'])
})

test('two Actions cannot have one name', async () => {
  await create()
  expect((await api.call('POST', '/actions/actions', action())).status).toBe(409)
})

test('R07 no answer about an Action holds the value of a secret', async () => {
  const id = await create({ secrets: [{ name: 'KEY', value: 'very-s3cret' }] })
  const answers = [
    await deploy(id),
    await bind('challenge'),
    await api.call('GET', '/actions/actions'),
    await api.call('GET', `/actions/actions/${id}`),
    await api.call('GET', `/actions/actions/${id}/versions`),
    await api.call('GET', '/actions/triggers/post-login/bindings'),
  ]
  for (const { text } of answers) {
    expect(text).toContain('"KEY"')
    expect(text).not.toContain('very-s3cret')
  }
})

test('secrets are replaced as a list; one sent by name alone keeps its value', async () => {
  const id = await create({
    secrets: ['KEPT', 'CHANGED', 'GONE'].map((name) => ({ name, value: `first ${name}` })),
  })
  const changes = [{ name: 'KEPT' }, { name: 'CHANGED', value: 'second' }]
  await api.call('PATCH', `/actions/actions/${id}`, { secrets: changes })
  const { secrets: present = [] } = api.configuration.actions.find((each) => each.id === id) ?? {}
  expect(present.map(({ name, value }) => [name, value])).toEqual([
    ['KEPT', 'first KEPT'],
    ['CHANGED', 'second'],
  ])
})

test('a change is not live until it is deployed', async () => {
  const id = await create()
  expect((await deploy(id)).body).toMatchObject({ number: 1, deployed: true, code: CODE })
  const changed = await api.call('PATCH', `/actions/actions/${id}`, { code: '// second\n' })
  expect(changed.body).toMatchObject({
    ...{ code: '// second\n', all_changes_deployed: false },
    deployed_version: { number: 1, code: CODE },
  })
  expect((await deploy(id)).body).toMatchObject({ number: 2, code: '// second\n' })
  const { body } = await api.call('GET', `/actions/actions/${id}/versions`)
  expect(body['versions']).toMatchObject([
    { number: 2, deployed: true },
    { number: 1, deployed: false },
  ])
})

test('an earlier version can be deployed again, as a new one', async () => {
  const id = await create()
  const first = asText((await deploy(id)).body['id'])
  await api.call('PATCH', `/actions/actions/${id}`, { code: '// second\n' })
  await deploy(id)
  const path = `/actions/actions/${id}/versions/${first}`
  expect((await api.call('GET', path)).body).toMatchObject({ number: 1, deployed: false })
  const again = await api.call('POST', `${path}/deploy`)
  expect(again.body).toMatchObject({ number: 3, code: CODE, deployed: true })
  expect((await api.call('GET', `/actions/actions/${id}`)).body).toMatchObject({
    ...{ code: '// second\n', all_changes_deployed: false },
    deployed_version: { number: 3, code: CODE },
  })
  expect((await api.call('GET', `/actions/actions/${id}/versions/none`)).status).toBe(404)
})

test('T27 bindings are replaced as a whole list, in the order sent', async () => {
  await deploy(await create())
  expect((await bind('challenge', 'greeting')).status).toBe(200)
  expect(bound()).toEqual(['challenge', 'greeting'])
  await bind('greeting', 'challenge')
  expect(bound()).toEqual(['greeting', 'challenge'])
  await bind('challenge')
  expect(bound()).toEqual(['challenge'])
})

test('a binding can name its Action by id', async () => {
  const id = await create()
  await deploy(id)
  const bindings = [{ ref: { type: 'action_id', value: id } }]
  expect((await api.call('PATCH', '/actions/triggers/post-login/bindings', { bindings })).body).toMatchObject(
    {
      bindings: [{ trigger_id: 'post-login', display_name: 'challenge', action: { id } }],
    },
  )
})

test.each([
  ['does not exist', 'nobody', false],
  ['was never deployed', 'challenge', false],
  ['is for another trigger', 'gate', true],
])('an Action that %s cannot be bound, and the list stays as it was', async (_name, name, deployed) => {
  await create()
  const gate = await create({
    name: 'gate',
    supported_triggers: [{ id: 'pre-user-registration', version: 'v2' }],
  })
  if (deployed) await deploy(gate)
  expect(await bind('greeting', name)).toMatchObject({ status: 400, body: { errorCode: 'invalid_body' } })
  expect(bound()).toEqual(['greeting'])
})

test('there are no bindings for a trigger that does not exist', async () => {
  const path = '/actions/triggers/pre-login/bindings'
  expect((await api.call('GET', path)).body).toMatchObject({ statusCode: 400, errorCode: 'invalid_uri' })
  expect((await api.call('PATCH', path, { bindings: [] })).status).toBe(400)
})

test('T27 a bound Action is deleted by force only, and its bindings go with it', async () => {
  const id = await create()
  await deploy(id)
  await bind('challenge', 'greeting')
  expect((await api.call('DELETE', `/actions/actions/${id}`)).status).toBe(400)
  expect((await api.call('DELETE', `/actions/actions/${id}?force=true`)).status).toBe(204)
  expect(bound()).toEqual(['greeting'])
  expect((await api.call('GET', `/actions/actions/${id}`)).status).toBe(404)
})

test('the list can be asked by name, trigger and whether deployed', async () => {
  await create()
  const names = async (query: string) =>
    ((await api.call('GET', `/actions/actions?${query}`)).body['actions'] as JsonObject[]).map(
      ({ name }) => name,
    )
  expect(await names('actionName=challenge')).toEqual(['challenge'])
  expect(await names('deployed=true')).toEqual(['greeting'])
  expect(await names('triggerId=pre-user-registration')).toEqual([])
  expect(await names('per_page=1&page=1')).toEqual(['challenge'])
})
