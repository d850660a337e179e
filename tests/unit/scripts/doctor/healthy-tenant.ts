import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type {
  PresentAction,
  PresentBody,
  PresentConnection,
  PresentTenant,
} from '../../../../scripts/deploy/present-tenant.ts'
import type { Expected } from '../../../../scripts/doctor/expected.ts'
import type { JsonObject } from '../../../../scripts/local-tenant/json.ts'
import type { TenantFile } from '../../../../scripts/deploy/tenant-file.ts'

/** A tenant, and what should be in it; tests change one fact of either. */
export type Case = { tenant: PresentTenant; wanted: Expected }

const root = join(__dirname, '../../../..')

/** A tenant as a deploy leaves it, beside somebody's own Action, with one custom domain. */
export function healthyCase(): Case {
  const file = parse(readFileSync(join(root, 'tenant.yaml'), 'utf8')) as TenantFile
  const actions = (file.actions ?? []).map(builtAction)
  const flows = (file.flows ?? []).map(({ name, body }) => presentBody(name, 'af', bodyOf(body)))
  const accept = flows[0]?.id ?? ''
  return {
    tenant: {
      prompts: { universal_login_experience: 'new', identifier_first: true },
      settings: { customize_mfa_in_postlogin_action: true },
      customDomains: ['login.example.com'],
      emailProvider: { name: 'smtp', enabled: true },
      actions: [...actions, action('greeting', 'post-login')],
      bindings: {
        'pre-user-registration': [binding('phone-gate')],
        'post-login': [
          ...['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice', 'greeting'].map(binding),
        ],
      },
      clients: [
        { client_id: 'id-app', name: 'Shop', client_metadata: { phone_link: 'on' }, grant_types: [] },
        { client_id: 'id-other', name: 'Other' },
        { client_id: 'id-companion', name: 'Phone Linking Companion' },
      ],
      companion: {
        client: {
          ...{ client_id: 'id-companion', client_secret: 'not-to-be-seen', name: 'Phone Linking Companion' },
          ...{ app_type: 'regular_web', is_first_party: true, oidc_conformant: true },
          token_endpoint_auth_method: 'client_secret_post',
          grant_types: ['authorization_code', 'client_credentials'],
          callbacks: ['https://acme.eu.auth0.com/continue', 'https://login.example.com/continue'],
          jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 60, secret_encoded: false },
          client_metadata: { phone_link_inner: 'true' },
        },
        grants: [
          {
            ...{ id: 'cgr_1', audience: 'https://acme.eu.auth0.com/api/v2/' },
            scope: ['read:users', 'update:users', 'delete:users'],
          },
        ],
      },
      connections: [
        connection('email', { disable_signup: false, email: { body: 'Your code is {{ code }}' } }),
        connection('sms', { disable_signup: false, template: '{{ code }}' }),
      ],
      forms: (file.forms ?? []).map(({ name, body }) =>
        presentBody(name, 'ap', { ...bodyOf(body), nodes: [{ id: 'n1', config: { flow_id: accept } }] }),
      ),
      flows,
      phoneProviders: [
        { name: 'custom', disabled: false, configuration: { delivery_methods: ['text', 'voice'] } },
      ],
      phoneTemplates: [],
      attackProtection: {
        bruteForceProtection: { enabled: true, max_attempts: 10 },
        suspiciousIpThrottling: { enabled: true },
        botDetection: { challenge_passwordless_policy: 'when_risky' },
      },
    },
    wanted: {
      file,
      codes: new Map(actions.map(({ name, code }) => [name, code])),
      bodies: new Map([
        ...(file.flows ?? []).map(({ body }) => [body, bodyOf(body)] as const),
        ...(file.forms ?? []).map(({ body }) => [body, { ...bodyOf(body), nodes: formNodes(file) }] as const),
      ]),
      tenantDomain: 'acme.eu.auth0.com',
      settingsProblems: [],
      customDomains: undefined,
      apps: ['Shop'],
      otpApps: [],
      codeProvider: 'twilio_messaging',
      hasHourBudget: false,
      smsOnlyAccounts: undefined,
      counted: { phoneOnlyPeople: 0, forms: 7, flows: 2 },
    },
  }
}

/** Somebody's Action, deployed; or one of ours, with what it has to have. */
export function action(name: string, trigger: string, secretNames: string[] = []): PresentAction {
  const content = { code: `// ${name}`, runtime: 'node22', secretNames }
  return {
    ...{ id: `id-${name}`, name, trigger, dependencies: 0, allDeployed: true },
    ...content,
    deployed: { id: `version-of-${name}`, number: 1, ...content },
  }
}

export const binding = (name: string) => ({
  ...{ id: `binding-of-${name}`, actionId: `id-${name}`, actionName: name, displayName: name },
})

function builtAction(entry: NonNullable<TenantFile['actions']>[number]): PresentAction {
  const [trigger] = entry['supported_triggers'] as { id: string }[]
  const secrets = entry['secrets'] as { name: string }[]
  return action(
    entry.name,
    trigger?.id ?? '',
    secrets.map(({ name }) => name),
  )
}

function connection(strategy: string, options: JsonObject): PresentConnection {
  return {
    ...{ id: `con_${strategy}`, name: strategy, strategy, options },
    enabledClients: ['id-app', 'id-companion'],
  }
}

const bodyOf = (path: string): JsonObject => ({ start: { next_node: path } })

/** As built, a Form names its flow; the tenant has the flow's id there. */
const formNodes = ({ flows }: TenantFile) => [{ id: 'n1', config: { flow_id: flows?.[0]?.name ?? '' } }]

// What a tenant adds by itself, beside what was built.
const presentBody = (name: string, prefix: string, body: JsonObject): PresentBody => ({
  ...{ id: `${prefix}_${name.replaceAll(' ', '')}`, name, body: { ...body, style: {} } },
})
