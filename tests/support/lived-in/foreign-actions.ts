import type { Management, ManagementClient } from 'auth0'
import { CODES } from './foreign-code.ts'

type Trigger = Management.ActionTriggerTypeEnum
type ForeignAction = {
  name: string
  trigger: Trigger
  code: string
  secrets?: { [name: string]: string }
  runtime?: string
  dependencies?: { name: string; version: string }[]
  /** 0 for a draft that was never deployed. */
  deploys?: number
}

/** Whose new users the foreign Action refuses; its secret says so. */
export const REFUSED_DOMAIN = 'refused.example.com'
export const CRM_REGION = 'eu-3 "north"'

export const FOREIGN_ACTIONS: ForeignAction[] = [
  {
    ...{ name: 'crm-sync', trigger: 'post-login', code: CODES.crm, deploys: 2 },
    secrets: { CRM_REGION, CRM_KEY: 'a key, with = and "quotes"' },
  },
  ...['roles', 'terms', 'last-seen'].map((name): ForeignAction => trailing(name)),
  { ...trailing('audit'), secrets: { AUDIT_TOKEN: 'tok_ünicode_☕' } },
  trailing('a/b testing'),
  {
    ...{ name: 'refuse-domains', trigger: 'pre-user-registration', code: CODES.refuse },
    secrets: { REFUSED_DOMAIN },
  },
  { name: 'mark-source', trigger: 'pre-user-registration', code: CODES.mark },
  { name: 'welcome', trigger: 'post-user-registration', code: CODES.welcome },
  {
    ...{ name: 'machine-claims', trigger: 'credentials-exchange', code: CODES.machine },
    dependencies: [{ name: 'lodash', version: '4.17.21' }],
  },
  {
    ...{ name: 'tell-security', trigger: 'post-change-password', code: CODES.changed },
    ...{ runtime: 'node18', secrets: { WEBHOOK: 'https://hooks.example.com/changed' } },
  },
  { name: 'second-look', trigger: 'password-reset-post-challenge', code: CODES.reset },
  // Deployed and bound to nothing; and a draft.
  trailing('retired'),
  { ...trailing('idea'), deploys: 0 },
]

/** What is bound, in order: the Action's name, and the name it is shown by. `greeting` is the base tenant's. */
export const FOREIGN_BINDINGS: { [trigger in Trigger]?: [action: string, display: string][] } = {
  'post-login': [
    ['crm-sync', 'Sync with the CRM'],
    ['roles', 'roles'],
    ['greeting', 'greeting'],
    ['terms', 'Terms & conditions'],
    ['audit', '1. Audit'],
    ['a/b testing', 'A/B'],
    ['last-seen', 'last-seen'],
  ],
  'pre-user-registration': [
    ['mark-source', 'Where from?'],
    ['refuse-domains', 'refuse-domains'],
  ],
  'post-user-registration': [['welcome', 'Welcome ☕']],
  'credentials-exchange': [['machine-claims', 'machine-claims']],
  'post-change-password': [['tell-security', 'Tell security']],
  'password-reset-post-challenge': [['second-look', 'second-look']],
}

/** What the claim `TRAIL` says after a login, when others' Actions have run in their order. */
export const TRAIL_OF_A_LOGIN = (FOREIGN_BINDINGS['post-login'] ?? [])
  .map(([action]) => action)
  .filter((action) => action !== 'greeting')
  .join(' > ')

export async function addActions(management: ManagementClient): Promise<void> {
  for (const { name, trigger, code, secrets = {}, deploys = 1, ...more } of FOREIGN_ACTIONS) {
    const action = await management.actions.create({
      ...{ name, code, runtime: 'node22', ...more },
      supported_triggers: [{ id: trigger, version: trigger === 'post-login' ? 'v3' : versionOf(trigger) }],
      secrets: Object.entries(secrets).map(([key, value]) => ({ name: key, value })),
    })
    for (let times = 0; times < deploys; times += 1) await management.actions.deploy(action.id ?? '')
  }
  for (const [trigger, bound] of Object.entries(FOREIGN_BINDINGS)) {
    await management.actions.triggers.bindings.updateMany(trigger as Trigger, {
      bindings: bound.map(([action, display_name]) => ({
        ...{ display_name, ref: { type: 'action_name', value: action } },
      })),
    })
  }
}

function trailing(name: string): ForeignAction {
  return { name, trigger: 'post-login', code: CODES.trail(name) }
}

const versionOf = (trigger: Trigger): string => (trigger === 'password-reset-post-challenge' ? 'v1' : 'v2')
