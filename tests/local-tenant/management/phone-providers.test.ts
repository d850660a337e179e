import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

const PATH = '/branding/phone/providers'
const CUSTOM = { name: 'custom', configuration: { delivery_methods: ['text'] }, credentials: {} }
const TWILIO = {
  name: 'twilio',
  configuration: { sid: 'AC1', default_from: '+15005550006', delivery_methods: ['text', 'voice'] },
  credentials: { auth_token: 'very-s3cret' },
}

const action = (more: JsonObject = {}): JsonObject => ({
  ...{ name: 'sms-provider', code: 'exports.onExecuteCustomPhoneProvider = async () => {}\n' },
  supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
  ...more,
})
const create = (more?: JsonObject) => api.call('POST', '/actions/actions', action(more))

async function deployAction(): Promise<string> {
  const id = asText((await create()).body['id'])
  expect((await api.call('POST', `/actions/actions/${id}/deploy`)).status).toBe(200)
  return id
}
const present = () => `${PATH}/${asText(api.configuration.phoneProviders[0]?.['id'])}`
const remove = () => api.call('DELETE', present())

describe('the phone provider', () => {
  test('there is one or none, and its credentials stay inside', async () => {
    expect((await api.call('POST', PATH, TWILIO)).body['errorCode']).toBe('phone_provider_conflict')
    await remove()
    expect((await api.call('POST', PATH, { name: 'twilio' })).status).toBe(400)
    const { status, text } = await api.call('POST', PATH, TWILIO)
    expect({ status, leaks: text.includes('very-s3cret') }).toEqual({ status: 201, leaks: false })
  })

  test('a custom one is refused while no Action for it is deployed', async () => {
    const refused = { status: 400, body: { errorCode: 'custom_phone_provider_deployed_action_not_found' } }
    expect(await api.call('PATCH', present(), CUSTOM)).toMatchObject(refused)
    await create()
    expect(await api.call('PATCH', present(), CUSTOM)).toMatchObject(refused)
    expect(api.configuration.phoneProviders[0]?.['name']).toBe('twilio')
    await remove()
    expect(await api.call('POST', PATH, CUSTOM)).toMatchObject(refused)
  })

  test('changes from twilio to custom and back, as the deploy CLI changes it', async () => {
    await deployAction()
    for (const provider of [CUSTOM, TWILIO]) {
      const { status, body } = await api.call('PATCH', present(), { disabled: false, ...provider })
      expect(status).toBe(200)
      expect(body).toMatchObject({ name: provider.name, configuration: provider.configuration })
      expect(api.configuration.phoneProviders).toHaveLength(1)
    }
  })

  test('can be made as a custom one', async () => {
    await deployAction()
    await remove()
    expect((await api.call('POST', PATH, CUSTOM)).status).toBe(201)
  })

  test.each<[string, JsonObject]>([
    ['nothing at all', {}],
    ['another name', { name: 'vonage' }],
    ['no way to deliver', { configuration: { delivery_methods: [] } }],
    ['one way twice', { configuration: { delivery_methods: ['text', 'text'] } }],
    ['a way that there is not', { configuration: { delivery_methods: ['whatsapp'] } }],
    ['a property that neither kind has', { configuration: { delivery_methods: ['text'], url: 'x' } }],
    ['credentials of another kind', { credentials: { api_key: 'x' } }],
    ['an empty token', { credentials: { auth_token: '' } }],
    ['a property nobody knows', { priority: 1 }],
  ])('%s is refused, and nothing changes', async (_name, body) => {
    const before = structuredClone(api.configuration.phoneProviders)
    expect((await api.call('PATCH', present(), body)).body['errorCode']).toBe('invalid_body')
    expect(api.configuration.phoneProviders).toEqual(before)
  })

  test.each([
    ['true', 0],
    ['false', 1],
  ])('the list can be asked for disabled=%s', async (disabled, count) => {
    const { body } = await api.call('GET', `${PATH}?disabled=${disabled}`)
    expect(body['providers']).toHaveLength(count)
  })
})

describe('the Action of a custom phone provider', () => {
  test('there is one at most', async () => {
    await create()
    const second = await create({ name: 'another' })
    expect(second).toMatchObject({
      status: 403,
      body: {
        message: 'custom-phone-provider can only have one supported Action',
        errorCode: 'actions_cardinality_custom_phone_provider_not_allowed',
      },
    })
  })

  test('another Action cannot become one beside it, and it can be changed', async () => {
    const id = asText((await create()).body['id'])
    const other = { name: 'another', supported_triggers: [{ id: 'post-login', version: 'v3' }] }
    const { body } = await create(other)
    const { supported_triggers } = action()
    const path = (of: unknown) => `/actions/actions/${asText(of as string)}`
    const refused = await api.call('PATCH', path(body['id']), {
      supported_triggers: supported_triggers ?? [],
    })
    expect(refused.status).toBe(403)
    expect((await api.call('PATCH', path(id), { code: '// changed' })).status).toBe(200)
  })

  test('it has versions and secrets as any other', async () => {
    const id = asText((await create({ secrets: [{ name: 'KEY', value: 'very-s3cret' }] })).body['id'])
    await api.call('POST', `/actions/actions/${id}/deploy`)
    const { body, text } = await api.call('GET', `/actions/actions/${id}/versions`)
    expect(body['versions']).toMatchObject([{ number: 1, deployed: true, secrets: [{ name: 'KEY' }] }])
    expect(text).not.toContain('very-s3cret')
  })

  test('its trigger is listed, and is bound by nobody', async () => {
    const { body } = await api.call('GET', '/actions/triggers')
    expect(body['triggers']).toContainEqual({
      ...{ id: 'custom-phone-provider', version: 'v1', status: 'CURRENT' },
      binding_policy: 'entity-bound',
    })
    await deployAction()
    const bindings = [{ ref: { type: 'action_name', value: 'sms-provider' } }]
    const path = '/actions/triggers/custom-phone-provider/bindings'
    expect((await api.call('PATCH', path, { bindings })).status).toBe(400)
    expect((await api.call('GET', path)).body['bindings']).toEqual([])
  })
})
