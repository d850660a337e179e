import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { OFFICIAL_FOLDER, answerSchema, readOpenApi } from '../../scripts/fidelity/described/official.ts'
import { AUDIENCE, useBaseTenant } from '../local-tenant/management/support/base-tenant-api.ts'
import type { Answer } from '../local-tenant/management/support/base-tenant-api.ts'

const RECORDING = join(OFFICIAL_FOLDER, 'deploy-cli-import-recording.json')
const official = readOpenApi('management-api.openapi.json')

const api = useBaseTenant()

type Step = {
  name: string
  method: string
  path: string
  /** As the official description writes it. */
  route: string
  body?: unknown
  status: number
  /** Top-level names that the answer must have. */
  has?: string[]
}

const LIST = ['start', 'limit', 'total']
const CODE = 'exports.onExecutePostLogin = async () => {}\n'
const STEP_NODE = { id: 'step_ggeX', type: 'STEP', coordinates: { x: 500, y: 0 }, alias: 'Phone' }
const FORM_START = { next_node: 'step_ggeX', coordinates: { x: 0, y: 0 } }
const FLOW_ACTION = {
  id: 'change',
  type: 'AUTH0',
  action: 'UPDATE_USER',
  allow_failure: false,
  mask_output: false,
}
const SMS_OPTIONS = {
  ...{ name: 'sms', template: '{{ code }} is your code', syntax: 'liquid', from: '+15005550006' },
  ...{ disable_signup: false, brute_force_protection: true, totp: { time_step: 180, length: 6 } },
}

const ATTACK_PROTECTION: [string, object][] = [
  ['bot-detection', { challenge_passwordless_policy: 'when_risky' }],
  ['breached-password-detection', { enabled: false }],
  ['brute-force-protection', { enabled: true, max_attempts: 10 }],
  ['captcha', { active_provider_id: 'auth_challenge', auth_challenge: { fail_open: false } }],
  ['suspicious-ip-throttling', { enabled: true }],
]

/**
 * What a deploy asks for, in its order. An `{{name.id}}` in a path or body is taken from the answer of the step
 * with that name.
 */
const DEPLOY: Step[] = [
  step('PATCH /tenants/settings', 200, {
    body: { friendly_name: 'Ours', session_lifetime_in_minutes: 10_080 },
  }),
  step('GET /clients', 200, {
    query: '?page=0&per_page=100&include_totals=true&is_global=false',
    has: [...LIST, 'clients'],
  }),
  step('POST /clients', 201, {
    name: 'companion',
    body: {
      ...{ name: 'Companion', app_type: 'regular_web', is_first_party: true, oidc_conformant: true },
      ...{
        callbacks: ['https://localhost:3443/continue'],
        grant_types: ['authorization_code', 'client_credentials'],
      },
      token_endpoint_auth_method: 'client_secret_post',
      client_metadata: { phone_link_inner: 'true' },
      jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 60 },
    },
    has: ['client_id', 'client_secret', 'tenant', 'global'],
  }),
  step('PATCH /clients/{id}', 200, {
    at: '/clients/{{companion.client_id}}',
    body: { client_metadata: { phone_link: 'on' } },
    has: ['client_id', 'client_metadata'],
  }),
  step('GET /actions/modules', 200, { query: '?page=0&per_page=100', has: ['modules', 'total'] }),
  step('GET /actions/actions', 200, {
    query: '?page=0&per_page=100',
    has: ['total', 'page', 'per_page', 'actions'],
  }),
  step('POST /actions/actions', 201, {
    name: 'action',
    body: {
      ...{
        name: 'challenge',
        code: CODE,
        runtime: 'node22',
        dependencies: [{ name: 'ms', version: '2.1.3' }],
      },
      ...{
        secrets: [{ name: 'KEY', value: 's3cr3t' }],
        supported_triggers: [{ id: 'post-login', version: 'v3' }],
      },
    },
    has: ['id', 'status', 'all_changes_deployed'],
  }),
  step('PATCH /actions/actions/{id}', 200, {
    at: '/actions/actions/{{action.id}}',
    body: { secrets: [{ name: 'KEY', value: 'other' }] },
    has: ['id'],
  }),
  // The description says 202; tenants answer 200, with the same body.
  step('POST /actions/actions/{id}/deploy', 200, {
    at: '/actions/actions/{{action.id}}/deploy',
    has: ['id', 'action_id', 'number', 'deployed'],
  }),
  step('GET /actions/actions/{id}', 200, { at: '/actions/actions/{{action.id}}', has: ['deployed_version'] }),
  step('GET /actions/actions/{actionId}/versions', 200, {
    at: '/actions/actions/{{action.id}}/versions',
    has: ['versions', 'total'],
  }),
  step('GET /connections', 200, { query: '?include_totals=true&take=50', has: ['connections'] }),
  step('GET /connections-directory-provisionings', 200, {
    query: '?take=50',
    has: ['directory_provisionings'],
  }),
  step('POST /connections', 201, {
    name: 'sms',
    body: { name: 'sms', strategy: 'sms', options: SMS_OPTIONS },
    has: ['id', 'realms', 'enabled_clients', 'is_domain_connection'],
  }),
  step('GET /connections/{id}', 200, { at: '/connections/{{sms.id}}', has: ['id', 'options'] }),
  step('PATCH /connections/{id}', 200, {
    at: '/connections/{{sms.id}}',
    body: { options: SMS_OPTIONS },
    has: ['id'],
  }),
  step('PATCH /connections/{id}/clients', 204, {
    at: '/connections/{{sms.id}}/clients',
    body: [{ client_id: '{{companion.client_id}}', status: true }],
  }),
  step('GET /connections/{id}/clients', 200, {
    at: '/connections/{{sms.id}}/clients?take=100',
    has: ['clients'],
  }),
  step('GET /client-grants', 200, { query: '?include_totals=true&take=50', has: ['client_grants'] }),
  step('POST /client-grants', 201, {
    name: 'grant',
    body: { client_id: '{{companion.client_id}}', audience: AUDIENCE, scope: ['read:users', 'update:users'] },
    has: ['id', 'subject_type'],
  }),
  step('PATCH /client-grants/{id}', 200, {
    at: '/client-grants/{{grant.id}}',
    body: { scope: ['read:users'] },
    has: ['id', 'scope'],
  }),
  step('GET /branding/phone/providers', 200, { name: 'providers', has: ['providers'] }),
  step('PATCH /branding/phone/providers/{id}', 200, {
    at: '/branding/phone/providers/{{providers.providers.0.id}}',
    body: { disabled: false, configuration: { delivery_methods: ['text'] } },
    has: ['id', 'channel', 'tenant'],
  }),
  step('POST /actions/actions', 201, {
    name: 'provider',
    body: {
      ...{ name: 'sms-provider', code: 'exports.onExecuteCustomPhoneProvider = async () => {}\n' },
      supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
    },
    has: ['id'],
  }),
  step('POST /actions/actions/{id}/deploy', 200, {
    name: 'deployed provider',
    at: '/actions/actions/{{provider.id}}/deploy',
    has: ['number'],
  }),
  // As the deploy CLI goes from one provider to the other.
  step('PATCH /branding/phone/providers/{id}', 200, {
    name: 'custom provider',
    at: '/branding/phone/providers/{{providers.providers.0.id}}',
    body: { name: 'custom', disabled: false, configuration: { delivery_methods: ['text'] }, credentials: {} },
    has: ['id', 'channel', 'tenant'],
  }),
  step('DELETE /branding/phone/providers/{id}', 204, {
    at: '/branding/phone/providers/{{providers.providers.0.id}}',
  }),
  step('POST /branding/phone/providers', 201, {
    body: { name: 'custom', disabled: false, configuration: { delivery_methods: ['text'] }, credentials: {} },
    has: ['id', 'channel', 'tenant', 'created_at'],
  }),
  step('GET /branding/phone/templates', 200, { has: ['templates'] }),
  step('POST /branding/phone/templates', 201, {
    name: 'text',
    body: {
      type: 'otp_verify',
      disabled: false,
      content: { syntax: 'liquid', body: { text: '{% if code %}' } },
    },
    has: ['id', 'type', 'content', 'channel', 'customizable'],
  }),
  step('PATCH /branding/phone/templates/{id}', 200, {
    at: '/branding/phone/templates/{{text.id}}',
    body: { content: { body: { text: 'a', voice: 'b' } }, disabled: false },
    has: ['id', 'content'],
  }),
  step('GET /branding/phone/templates/{id}', 200, {
    at: '/branding/phone/templates/{{text.id}}',
    has: ['id', 'content'],
  }),
  step('PATCH /branding/phone/templates/{id}/reset', 200, {
    at: '/branding/phone/templates/{{text.id}}/reset',
    body: {},
    has: ['id', 'content'],
  }),
  step('DELETE /branding/phone/templates/{id}', 204, { at: '/branding/phone/templates/{{text.id}}' }),
  ...ATTACK_PROTECTION.flatMap(([name, body]) => [
    step(`PATCH /attack-protection/${name}`, 200, { body, has: Object.keys(body) }),
    step(`GET /attack-protection/${name}`, 200, { has: Object.keys(body) }),
  ]),
  step('POST /flows/vault/connections', 201, {
    name: 'vault',
    body: {
      name: 'M2M',
      app_id: 'AUTH0',
      setup: { type: 'OAUTH_APP', domain: 'localhost:3443', client_id: 'a' },
    },
    has: ['id', 'ready', 'fingerprint'],
  }),
  step('GET /flows/vault/connections', 200, {
    query: '?page=0&per_page=50&include_totals=true',
    has: [...LIST, 'connections'],
  }),
  step('PATCH /prompts', 200, {
    body: { universal_login_experience: 'new', identifier_first: true },
    has: ['identifier_first'],
  }),
  step('GET /prompts', 200, { has: ['universal_login_experience', 'identifier_first'] }),
  step('PUT /prompts/{prompt}/custom-text/{language}', 200, {
    at: '/prompts/login-passwordless/custom-text/de',
    body: { 'login-passwordless-sms-otp': { title: 'Telefon bestätigen' } },
  }),
  step('PUT /prompts/{prompt}/partials', 200, {
    at: '/prompts/login-passwordless/partials',
    body: { 'login-passwordless-sms-otp': { 'form-content-start': '<p>Enter the code</p>' } },
  }),
  step('GET /prompts/{prompt}/custom-text/{language}', 200, {
    at: '/prompts/login-passwordless/custom-text/de',
    has: ['login-passwordless-sms-otp'],
  }),
  step('GET /prompts/{prompt}/partials', 200, {
    at: '/prompts/login-passwordless/partials',
    has: ['login-passwordless-sms-otp'],
  }),
  step('GET /actions/triggers', 200, { has: ['triggers'] }),
  step('PATCH /actions/triggers/{triggerId}/bindings', 200, {
    at: '/actions/triggers/post-login/bindings',
    body: { bindings: [{ ref: { type: 'action_name', value: 'challenge' }, display_name: 'Challenge' }] },
    has: ['bindings'],
  }),
  step('GET /actions/triggers/{triggerId}/bindings', 200, {
    at: '/actions/triggers/post-login/bindings',
    has: ['bindings', 'total'],
  }),
  step('POST /flows', 201, {
    name: 'flow',
    body: {
      name: 'Notice',
      actions: [
        {
          ...FLOW_ACTION,
          params: {
            connection_id: '{{vault.id}}',
            user_id: 'email|1',
            changes: { user_metadata: { seen: true } },
          },
        },
      ],
    },
    has: ['id', 'created_at'],
  }),
  step('GET /flows', 200, { query: '?page=0&per_page=100&include_totals=true', has: [...LIST, 'flows'] }),
  step('POST /forms', 201, {
    name: 'form',
    body: {
      ...{ name: 'Phone number', languages: { primary: 'en' }, start: FORM_START },
      nodes: [
        {
          ...STEP_NODE,
          config: { components: [{ id: 'p', category: 'BLOCK', type: 'DIVIDER', config: {} }] },
        },
      ],
      ending: { resume_flow: true, coordinates: { x: 1250, y: 0 } },
    },
    has: ['id', 'created_at', 'nodes'],
  }),
  step('GET /forms', 200, { query: '?page=0&per_page=100&include_totals=true', has: [...LIST, 'forms'] }),
  step('GET /forms/{id}', 200, { at: '/forms/{{form.id}}', has: ['id', 'nodes', 'start', 'ending'] }),
  step('GET /resource-servers', 200, { query: '?include_totals=true', has: [...LIST, 'resource_servers'] }),
  step('POST /resource-servers', 201, {
    name: 'api',
    body: {
      name: 'Another API',
      identifier: 'https://another.example.com/',
      scopes: [{ value: 'read:all' }],
    },
    has: ['id', 'identifier'],
  }),
  step('PATCH /resource-servers/{id}', 201, {
    at: '/resource-servers/{{api.id}}',
    body: { scopes: [{ value: 'read:all' }, { value: 'write:all' }] },
    has: ['id', 'scopes'],
  }),
  step('GET /emails/provider', 200, {
    query: '?fields=name,enabled,credentials,settings,default_from_address&include_fields=true',
    has: ['name', 'enabled'],
  }),
  step('PATCH /emails/provider', 200, { body: { default_from_address: 'a@example.com' }, has: ['name'] }),
  step('GET /tenants/settings', 200, { has: ['friendly_name', 'enabled_locales'] }),
  step('GET /custom-domains', 200, {}),
  step('POST /clients/{id}/rotate-secret', 200, {
    at: '/clients/{{companion.client_id}}/rotate-secret',
    has: ['client_secret'],
  }),
  step('DELETE /client-grants/{id}', 204, { at: '/client-grants/{{grant.id}}' }),
  step('DELETE /forms/{id}', 204, { at: '/forms/{{form.id}}' }),
  step('DELETE /flows/{id}', 204, { at: '/flows/{{flow.id}}' }),
  step('DELETE /flows/vault/connections/{id}', 204, { at: '/flows/vault/connections/{{vault.id}}' }),
  step('DELETE /actions/actions/{id}', 204, { at: '/actions/actions/{{action.id}}?force=true' }),
  step('DELETE /clients/{id}', 204, { at: '/clients/{{companion.client_id}}' }),
  step('DELETE /resource-servers/{id}', 204, { at: '/resource-servers/{{api.id}}' }),
  step('DELETE /emails/provider', 204, {}),
]

test('every answer to a deploy has the status and the shape that Auth0 describes', async () => {
  const answers = new Map<string, Answer>()
  const problems: unknown[] = []
  for (const { name, method, path, route, body, status, has = [] } of DEPLOY) {
    const answer = await api.call(method, fill(path, answers), fillBody(body, answers))
    if (answer.status !== status) problems.push([name, answer.status, answer.body])
    problems.push(...has.filter((key) => !(key in answer.body)).map((key) => [name, 'lacks', key]))
    problems.push(...findProblems(method, route, answer).map((problem) => [name, problem]))
    answers.set(name, answer)
  }
  expect(problems).toEqual([])
})

test('every kind of request that a recorded import made is among them', () => {
  const known = new Set(DEPLOY.map(({ method, route }) => `${method} ${route}`))
  expect(recordedKinds().filter((kind) => !known.has(kind))).toEqual([])
})

test('the check finds an answer that is not one', async () => {
  const answer = await api.call('GET', '/clients?include_totals=true')
  expect(answer.body['clients']).not.toEqual([])
  if (official === undefined) return
  const broken = { ...answer, body: { ...answer.body, clients: 'none' } }
  expect(findProblems('GET', '/clients', broken)).not.toEqual([])
})

function step(
  kind: string,
  status: number,
  more: { name?: string; at?: string; query?: string; body?: unknown; has?: string[] },
): Step {
  const [method = '', route = ''] = kind.split(' ')
  const { name = kind, at = route, query = '', body, has } = more
  return {
    name,
    method,
    route,
    path: `${at}${query}`,
    status,
    ...(body ? { body } : {}),
    ...(has ? { has } : {}),
  }
}

function fill(text: string, answers: Map<string, Answer>): string {
  // Flows have placeholders of their own, with other words in them.
  return text.replace(/\{\{(\w+)\.([\w.]+)\}\}/g, (_, name: string, path: string) => {
    let value: unknown = answers.get(name)?.body
    for (const key of path.split('.')) value = (value as Record<string, unknown> | undefined)?.[key]
    return typeof value === 'string' ? value : `no ${path} of ${name}`
  })
}

const fillBody = (body: unknown, answers: Map<string, Answer>): unknown =>
  body === undefined ? undefined : JSON.parse(fill(JSON.stringify(body), answers))

function recordedKinds(): string[] {
  if (!existsSync(RECORDING)) return []
  const entries = JSON.parse(readFileSync(RECORDING, 'utf8')) as { method: string; route?: string }[]
  return entries.flatMap(({ method, route }) => (route === undefined ? [] : [`${method} ${route}`]))
}

/** Problems by the official description, where that is at hand. */
function findProblems(method: string, route: string, answer: Answer): unknown[] {
  if (official === undefined || answer.text === '') return []
  const responses = official.paths[route]?.[method.toLowerCase()]?.responses ?? {}
  const success = Object.keys(responses).find(
    (status) => status.startsWith('2') && responses[status]?.content,
  )
  if (success === undefined) return [`${method} ${route} is not described with a body`]
  // Its description demands credentials in answers about phone providers; tenants keep them to themselves.
  const known = route.startsWith('/branding/phone/providers') ? ['credentials'] : []
  const validate = official.ajv.compile(answerSchema(route, method.toLowerCase(), success))
  if (validate(answer.body)) return []
  return (validate.errors ?? [])
    .filter(({ params }) => !known.includes(String(params['missingProperty'])))
    .map(({ instancePath, message, params }) => ({ instancePath, message, params }))
}
