import * as challenge from '../../actions/phone-challenge.ts'
import * as notice from '../../actions/phone-notice.ts'
import * as prompt from '../../actions/phone-prompt.ts'
import * as stepUp from '../../actions/reauthenticate.ts'
import { SECRETS, serveTenant } from '../support/action-tenant.ts'
import type { Changes, KitPostLoginEvent } from '../support/post-login-kit.ts'
import { PHONE_ACCOUNT, postLoginEvent, recordingApi, withChanges } from '../support/post-login-kit.ts'

const ACTIONS = {
  reauthenticate: stepUp,
  'phone-prompt': prompt,
  'phone-challenge': challenge,
  'phone-notice': notice,
}
const NAMES = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]

const SETTINGS = {
  ...SECRETS,
  ...{ PHONE_POLICY: 'required', APP_NAME: 'Acme', NOTICE_FORM_ID: 'f-notice', COLLECT_NUMBER: 'on' },
  ...{ OFFER_FORM_ID: 'f-offer', REQUIRED_FORM_ID: 'f-required' },
  ...{ NUMBER_FORM_ID: 'f-number', REMOVAL_FORM_ID: 'f-removal' },
}

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => jest.restoreAllMocks())

/** Somebody who has signed in by phone alone for years does so at an app that asks for a phone, and requires one. */
const early = withChanges(
  postLoginEvent({
    secrets: SETTINGS,
    client: { metadata: { phone_link: 'on' } },
    request: { query: { 'ext-phone': 'add' } },
  }),
  { ...PHONE_ACCOUNT, stats: { logins_count: 41 } },
)

const MARKED: Changes<KitPostLoginEvent> = { user: { app_metadata: { phone_link_born: true } } }
const ENTRANCES: [entrance: string, changes: Changes<KitPostLoginEvent>][] = [
  ['at a login', {}],
  ['silently', { transaction: { prompt: ['none'] }, request: { query: { prompt: 'none' } } }],
  ['by refresh token', { transaction: { protocol: 'oauth2-refresh-token' } }],
  ['at a client that is not enabled', { client: { metadata: { phone_link: undefined } } }],
]

async function run(name: keyof typeof ACTIONS, changes: Changes<KitPostLoginEvent>, setting?: string) {
  const secrets = setting === undefined ? {} : { SMS_ONLY_ACCOUNTS: setting }
  const event = withChanges(withChanges(early, changes), { secrets })
  const tenant = await serveTenant()
  const recording = recordingApi(event)
  await ACTIONS[name].onExecutePostLogin(event, recording.api)
  return { recording, tenant }
}

describe.each(NAMES)('R16 %s', (name) => {
  describe.each(ENTRANCES)('%s', (_entrance, changes) => {
    test('leaves a phone account as it is where such accounts may go on', async () => {
      const { recording, tenant } = await run(name, changes, 'allow')
      expect(recording.calls).toEqual([])
      expect(tenant.sent).toEqual([])
      expect(lines).toHaveLength(1)
    })

    test.each([undefined, 'none', 'refuse'])('denies it with the setting %j', async (setting) => {
      const { recording } = await run(name, changes, setting)
      expect(recording.denial).toMatch(/^sms_only_account: /)
      expect(recording.calls).toHaveLength(1)
    })

    test('R24 denies what an inner login has left over with every setting', async () => {
      for (const setting of ['allow', 'refuse']) {
        const { recording } = await run(name, withChanges(changes, MARKED), setting)
        expect(recording.denial).toMatch(/^sms_only_account: /)
        expect(recording.calls).toHaveLength(1)
      }
    })
  })

  test('T14 lets the inner login through with every setting, marked or not', async () => {
    for (const setting of ['allow', 'refuse'])
      for (const user of [{}, MARKED]) {
        const inner = withChanges(user, { client: { client_id: 'companion' } })
        expect((await run(name, inner, setting)).recording.denial).toBeUndefined()
      }
  })

  test('R65 names the setting where it is neither', async () => {
    const { recording } = await run(name, {}, 'maybe')
    // Without settings nobody can be told apart: phone-challenge alone keeps every phone account out then.
    const isLast = name === 'phone-challenge'
    expect(recording.calls.map(({ method }) => method)).toEqual(isLast ? ['access.deny'] : [])
    expect(lines[0]).toContain('settings: SMS_ONLY_ACCOUNTS not refuse or allow')
  })
})

test('R22 an inner login that reaches such an account does not mark it, and says that it has a life of its own', async () => {
  const { recording } = await run('phone-challenge', { client: { client_id: 'companion' } }, 'allow')
  expect(recording.idTokenClaims).toMatchObject({ phone_link_account: 'has_history' })
  expect(recording.appMetadata).toEqual({})
})
