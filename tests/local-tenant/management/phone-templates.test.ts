import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

const PATH = '/branding/phone/templates'
const CONTENT = {
  syntax: 'liquid',
  from: '+15005550006',
  body: { text: '{{ code }}!', voice: 'It is {{ code }}' },
}
const TYPES = ['otp_verify', 'otp_enroll', 'change_password', 'blocked_account', 'password_breach']

const create = (more: JsonObject = {}) =>
  api.call('POST', PATH, { type: 'otp_verify', content: CONTENT, ...more })
const list = async (query = '') =>
  (await api.call('GET', `${PATH}${query}`)).body['templates'] as JsonObject[]
async function created(): Promise<string> {
  return `${PATH}/${asText((await create()).body['id'])}`
}

test('a new tenant lists every type, as Auth0 writes it and without an id', async () => {
  const templates = await list()
  expect(templates.map(({ type }) => type)).toEqual(TYPES)
  for (const template of templates) {
    expect(template).not.toHaveProperty('id')
    expect(template).toMatchObject({ channel: 'phone', customizable: true, disabled: false })
  }
})

test('a template is made once, read by its id, and listed in its place', async () => {
  const path = await created()
  expect((await api.call('GET', path)).body).toMatchObject({ type: 'otp_verify', content: CONTENT })
  expect((await create()).status).toBe(409)
  const [first] = await list()
  expect(`${PATH}/${asText(first?.['id'])}`).toBe(path)
  expect(await list()).toHaveLength(TYPES.length)
})

test('what is not sent of the content stays as it is', async () => {
  const path = await created()
  const { body } = await api.call('PATCH', path, {
    content: { body: { text: 'New {{ code }}' } },
    disabled: true,
  })
  expect(body).toMatchObject({
    ...{ disabled: true, type: 'otp_verify' },
    content: { ...CONTENT, body: { text: 'New {{ code }}', voice: 'It is {{ code }}' } },
  })
})

test('a reset brings back what Auth0 writes', async () => {
  const [before] = await list()
  const path = await created()
  expect((await api.call('PATCH', `${path}/reset`, {})).body['content']).toEqual(before?.['content'])
})

test('a template that was deleted is as it was at first', async () => {
  const before = await list()
  const path = await created()
  expect((await api.call('DELETE', path)).status).toBe(204)
  expect(await list()).toEqual(before)
})

test.each([
  ['true', ['otp_enroll']],
  ['false', TYPES.filter((type) => type !== 'otp_enroll')],
])('the list can be asked for disabled=%s', async (disabled, types) => {
  await create({ type: 'otp_enroll', disabled: true })
  expect((await list(`?disabled=${disabled}`)).map(({ type }) => type)).toEqual(types)
})

test.each<[string, JsonObject]>([
  ['another type', { type: 'welcome' }],
  ['no content at all', { content: {} }],
  ['an empty text', { content: { body: { text: '' } } }],
  ['a text that is too long', { content: { body: { text: 'x'.repeat(20_001) } } }],
  ['an empty sender', { content: { ...CONTENT, from: '' } }],
  ['a sender that is too long', { content: { ...CONTENT, from: '+12345678901234567' } }],
  ['what only Auth0 sets', { customizable: true }],
])('a template with %s is refused', async (_name, more) => {
  expect((await create(more)).body['errorCode']).toBe('invalid_body')
})

test('the syntax and the type stay for good', async () => {
  const path = await created()
  for (const changes of [{ type: 'otp_enroll' }, { content: { syntax: 'liquid' } }]) {
    expect((await api.call('PATCH', path, changes)).body['errorCode']).toBe('invalid_body')
  }
})

test.each(['GET', 'PATCH', 'DELETE'])('%s of a template that is not there is not found', async (method) => {
  expect((await api.call(method, `${PATH}/none`, method === 'PATCH' ? {} : undefined)).status).toBe(404)
})
