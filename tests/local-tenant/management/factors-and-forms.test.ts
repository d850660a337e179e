import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { asText } from '../../../scripts/local-tenant/management/body.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

async function newUser(): Promise<string> {
  const { body } = await api.call('POST', '/users', { connection: 'email', email: 'ada@example.com' })
  return asText(body['user_id'])
}

describe('factors', () => {
  test('are all off in a new tenant, and switched on one by one', async () => {
    const isOn = async () =>
      (await api.call('GET', '/guardian/factors')).list.filter(({ enabled }) => enabled)
    expect(await isOn()).toEqual([])
    expect((await api.call('PUT', '/guardian/factors/otp', { enabled: true })).body).toEqual({
      enabled: true,
    })
    expect(await isOn()).toEqual([{ name: 'otp', enabled: true, trial_expired: false }])
    expect((await api.call('PUT', '/guardian/factors/none', { enabled: true })).status).toBe(400)
  })

  test('an enrolled app is listed without its secret, and is no part of the profile', async () => {
    const user = await newUser()
    const path = `/users/${encodeURIComponent(user)}/authentication-methods`
    const made = await api.call('POST', path, { type: 'totp', name: 'App', totp_secret: SECRET })
    expect(made).toMatchObject({ status: 201, body: { type: 'totp', name: 'App' } })
    const one = `${path}/${encodeURIComponent(asText(made.body['id']))}`
    for (const each of [path, one, `/users/${encodeURIComponent(user)}`, '/users']) {
      expect((await api.call('GET', each)).text).not.toContain(SECRET)
    }
    expect((await api.call('GET', path)).list).toHaveLength(1)
    // That there is one, and whose it is, stands in the profile; an account without has nothing of it.
    const profile = `/users/${encodeURIComponent(user)}`
    expect((await api.call('GET', profile)).body['multifactor']).toEqual(['guardian'])
    expect((await api.call('DELETE', one)).status).toBe(204)
    expect((await api.call('GET', one)).status).toBe(404)
    expect((await api.call('GET', profile)).body).not.toHaveProperty('multifactor')
    await api.call('POST', path, { type: 'totp', totp_secret: SECRET })
    expect((await api.call('DELETE', path)).status).toBe(204)
    expect((await api.call('GET', path)).list).toEqual([])
  })

  test.each<[string, JsonObject]>([
    ['without a type', { totp_secret: SECRET }],
    ['without a secret', { type: 'totp' }],
    ['with a secret that is not base32', { type: 'totp', totp_secret: '1'.repeat(32) }],
    ['of another type', { type: 'phone' }],
  ])('an enrolment %s is refused', async (_name, body) => {
    const path = `/users/${encodeURIComponent(await newUser())}/authentication-methods`
    expect((await api.call('POST', path, body)).status).toBe(400)
  })
})

describe('forms and flows', () => {
  const text = (type: string, config: JsonObject): JsonObject => ({
    nodes: [
      { id: 's', type: 'STEP', config: { components: [{ id: 'c', category: 'BLOCK', type, config }] } },
    ],
  })
  const rules = (count: number): JsonObject => ({
    nodes: [
      {
        ...{ id: 'r', type: 'ROUTER' },
        config: { rules: Array.from({ length: count }, (_, index) => ({ id: `r${index}`, condition: {} })) },
      },
    ],
  })

  test.each<[string, JsonObject, number]>([
    ['rich text of 10000', text('RICH_TEXT', { content: 'x'.repeat(10_000) }), 201],
    ['rich text of 10001', text('RICH_TEXT', { content: 'x'.repeat(10_001) }), 400],
    ['a button of 150', text('NEXT_BUTTON', { text: 'x'.repeat(150) }), 201],
    ['a button of 151', text('NEXT_BUTTON', { text: 'x'.repeat(151) }), 400],
    ['style of 5000', { style: { css: 'x'.repeat(5000) } }, 201],
    ['style of 5001', { style: { css: 'x'.repeat(5001) } }, 400],
    ['a message of 255', { messages: { errors: { E: 'x'.repeat(255) } } }, 201],
    ['a message of 256', { messages: { errors: { E: 'x'.repeat(256) } } }, 400],
    ['ten rules', rules(10), 201],
    ['eleven rules', rules(11), 400],
    ['a node of no kind', { nodes: [{ id: 'n', type: 'PAGE' }] }, 400],
    ['a node without id', { nodes: [{ type: 'STEP' }] }, 400],
    ['a property nobody knows', { colour: 'red' }, 400],
  ])('a form with %s', async (_name, part, status) => {
    expect((await api.call('POST', '/forms', { name: 'F', ...part })).status).toBe(status)
  })

  const email = (subject: number, body: number): JsonObject => ({
    ...{ id: 'm', type: 'AUTH0', action: 'SEND_EMAIL' },
    params: { to: 'a@b.example', subject: 'x'.repeat(subject), body: 'x'.repeat(body) },
  })
  test.each<[string, JsonObject, number]>([
    ['at its limits', email(255, 102_400), 201],
    ['with a subject too long', email(256, 1), 400],
    ['with a body too long', email(1, 102_401), 400],
    [
      'too long inside a condition',
      {
        ...{ id: 'i', type: 'FLOW', action: 'BOOLEAN_CONDITION' },
        params: { if: {}, then: [email(256, 1)] },
      },
      400,
    ],
  ])('a flow with an email %s', async (_name, action, status) => {
    expect((await api.call('POST', '/flows', { name: 'F', actions: [action] })).status).toBe(status)
  })
})
