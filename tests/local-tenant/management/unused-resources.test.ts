import { useBaseTenant } from './support/base-tenant-api.ts'
import { differences } from './support/official-shape.ts'

const api = useBaseTenant()

/** Path and scope of everything that can be read although nobody uses it. */
const READABLE: [string, string, string?][] = [
  ['/rules', 'read:rules'],
  ['/rules', 'read:rules', '?page=0&per_page=100&include_totals=true'],
  ['/rules-configs', 'read:rules_configs'],
  ['/hooks', 'read:hooks', '?page=0&per_page=100&include_totals=true'],
  ['/roles', 'read:roles', '?page=0&per_page=100&include_totals=true'],
  ['/log-streams', 'read:log_streams'],
  ['/event-streams', 'read:event_streams', '?take=50'],
  ['/network-acls', 'read:network_acls', '?page=0&per_page=100&include_totals=true'],
  ['/self-service-profiles', 'read:self_service_profiles', '?page=0&per_page=100&include_totals=true'],
  ['/user-attribute-profiles', 'read:user_attribute_profiles', '?take=10'],
  ['/connection-profiles', 'read:connection_profiles', '?take=10'],
  ['/token-exchange-profiles', 'read:token_exchange_profiles', '?take=50'],
  ['/guardian/policies', 'read:mfa_policies'],
  ['/guardian/factors/phone/message-types', 'read:guardian_factors'],
  ['/guardian/factors/phone/selected-provider', 'read:guardian_factors'],
  ['/guardian/factors/sms/providers/twilio', 'read:guardian_factors'],
  ['/guardian/factors/push-notification/providers/sns', 'read:guardian_factors'],
  ['/branding', 'read:branding'],
  ['/risk-assessments/settings', 'read:attack_protection'],
  ['/risk-assessments/settings/new-device', 'read:attack_protection'],
]

test.each(READABLE)('%s reads as Auth0 describes it, for whoever has %s', async (path, scope, query = '') => {
  const answer = await api.call('GET', `${path}${query}`, undefined, [scope])
  expect(answer.status).toBe(200)
  expect(differences('GET', path, 200, answer.body)).toEqual([])
  const lists = Array.isArray(answer.body) ? [answer.body] : Object.values(answer.body).filter(Array.isArray)
  expect(lists.flat()).toEqual([])
  expect((await api.call('GET', path, undefined, ['read:users'])).body['errorCode']).toBe(
    'insufficient_scope',
  )
})

test.each([
  ['/branding/templates/universal-login', 'read:branding', 404, 'not_found'],
  ['/branding/themes/default', 'read:branding', 404, 'theme_not_found'],
  ['/email-templates/verify_email', 'read:email_templates', 404, 'inexistent_email_template'],
  ['/email-templates/greeting', 'read:email_templates', 400, 'invalid_uri'],
  ['/connections/con_0000000000000000/scim-configuration', 'read:scim_config', 404, 'not_found'],
  ['/supplemental-signals', 'read:attack_protection', 403, 'insufficient_scope'],
])('%s, asked for with %s, is refused with %d %s', async (path, scope, status, errorCode) => {
  expect(await api.call('GET', path, undefined, [scope])).toMatchObject({ status, body: { errorCode } })
  expect(await api.call('GET', path, undefined, ['read:users'])).toMatchObject({
    ...{ status: 403, body: { errorCode: 'insufficient_scope' } },
  })
})

test('texts of a factor that nobody has written are no content', async () => {
  expect(await api.call('GET', '/guardian/factors/sms/templates')).toMatchObject({ status: 204, text: '' })
})

test('rate limit policies are for tenants with early access, whatever else a client may do', async () => {
  expect(await api.call('GET', '/rate-limit-policies')).toMatchObject({
    ...{ status: 403, body: { message: 'Insufficient scope, expected any of: read:rate_limit_policies' } },
  })
})

test('none of it can be made', async () => {
  for (const path of ['/rules', '/roles', '/log-streams'])
    expect((await api.call('POST', path, { name: 'Mine' })).status).toBe(404)
})
