import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

const get = async (name: string) => (await api.call('GET', `/attack-protection/${name}`)).body
const patch = (name: string, body: JsonObject) => api.call('PATCH', `/attack-protection/${name}`, body)

test.each<[string, JsonObject]>([
  ['bot-detection', { bot_detection_level: 'high', challenge_passwordless_policy: 'when_risky' }],
  ['bot-detection', { allowlist: ['192.0.2.1', '192.0.2.0/24', '2001:db8::1', '2001:db8::/32'] }],
  ['brute-force-protection', { enabled: true, mode: 'count_per_identifier', max_attempts: 5 }],
  ['suspicious-ip-throttling', { shields: ['block'], allowlist: ['127.0.0.1'] }],
  ['breached-password-detection', { enabled: true, method: 'enhanced', shields: ['block'] }],
  ['captcha', { active_provider_id: 'simple_captcha', simple_captcha: {} }],
])('%s keeps %j, and all else stays', async (name, changes) => {
  const before = await get(name)
  const { status, body } = await patch(name, changes)
  expect({ status, body }).toEqual({ status: 200, body: { ...before, ...changes } })
  expect(await get(name)).toEqual(body)
})

test('of several stages one can be changed', async () => {
  const stage = { 'pre-login': { max_attempts: 5, rate: 34_560 } }
  await patch('suspicious-ip-throttling', { stage })
  expect((await get('suspicious-ip-throttling'))['stage']).toEqual({
    ...stage,
    'pre-user-registration': { max_attempts: 50, rate: 1_728_000 },
  })
})

test('R07 what a captcha provider keeps secret never comes out again', async () => {
  const keys = { site_key: 'site', secret: 'very-s3cret' }
  const enterprise = { site_key: 'site', api_key: 'very-s3cret', project_id: 'project' }
  const changed = await patch('captcha', { hcaptcha: keys, recaptcha_enterprise: enterprise })
  for (const body of [changed.body, await get('captcha')]) {
    expect(body).toMatchObject({
      hcaptcha: { site_key: 'site' },
      recaptcha_enterprise: { site_key: 'site', project_id: 'project' },
    })
    expect(JSON.stringify(body)).not.toContain('very-s3cret')
  }
})

test.each<[string, JsonObject]>([
  ['bot-detection', { bot_detection_level: 'extreme' }],
  ['bot-detection', { allowlist: ['example.com'] }],
  ['bot-detection', { allowlist: ['192.0.2.0/33'] }],
  ['bot-detection', { allowlist: ['192.0.2.0/24/8'] }],
  ['brute-force-protection', { max_attempts: 0 }],
  ['brute-force-protection', { max_attempts: 101 }],
  ['brute-force-protection', { form_submission_mode: 'any' }],
  ['suspicious-ip-throttling', { stage: { 'pre-login': { rate: 34_559 } } }],
  ['suspicious-ip-throttling', { stage: { 'post-login': {} } }],
  ['breached-password-detection', { shields: ['none'] }],
  ['captcha', { active_provider_id: 'none' }],
  ['captcha', { hcaptcha: { site_key: 'site' } }],
])('%s refuses %j, and nothing changes', async (name, changes) => {
  const before = await get(name)
  expect((await patch(name, changes)).body['errorCode']).toBe('invalid_body')
  expect(await get(name)).toEqual(before)
})

test('there is no other kind', async () => {
  expect((await api.call('GET', '/attack-protection/everything')).status).toBe(404)
})
