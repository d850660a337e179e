import * as challenge from '../../actions/phone-challenge.ts'
import { onContinuePostLogin, onExecutePostLogin } from '../../actions/phone-prompt.ts'
import { SECRETS, serveTenant } from '../support/action-tenant.ts'
import type { Changes, KitPostLoginEvent, RecordingOptions } from '../support/post-login-kit.ts'
import {
  PHONE_ACCOUNT,
  answeredEvent,
  postLoginEvent,
  recordingApi,
  withChanges,
} from '../support/post-login-kit.ts'

const SETTINGS = {
  TENANT_DOMAIN: SECRETS.TENANT_DOMAIN,
  CUSTOM_DOMAINS: SECRETS.CUSTOM_DOMAINS,
  COMPANION_CLIENT_ID: SECRETS.COMPANION_CLIENT_ID,
  ...{ PHONE_POLICY: 'never', OFFER_AGAIN_DAYS: '30', OFFER_TIMES: '3', COLLECT_NUMBER: 'off' },
  ...{
    OFFER_FORM_ID: 'f-offer',
    REQUIRED_FORM_ID: 'f-required',
    NUMBER_FORM_ID: 'f-number',
    REMOVAL_FORM_ID: 'f-removal',
  },
}
const PHONE = '+4915112345678'
const LINKED = {
  ...{ provider: 'sms', user_id: 'old', connection: 'sms', isSocial: false },
  profileData: { phone_number: PHONE, phone_verified: true },
}

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => jest.restoreAllMocks())

/** A person who has just signed in by email code, at an enabled client. */
const signedIn = (changes: Changes<KitPostLoginEvent> = {}): KitPostLoginEvent =>
  withChanges(
    postLoginEvent({
      secrets: SETTINGS,
      client: { metadata: { phone_link: 'on' } },
      authentication: { methods: [{ name: 'email', timestamp: new Date().toISOString() }] },
    }),
    changes,
  )
const policy = (PHONE_POLICY: string, more: object = {}) => ({ secrets: { PHONE_POLICY, ...more } })
const asks = (intent: string): Changes<KitPostLoginEvent> => ({ request: { query: { 'ext-phone': intent } } })
const withPhone = { user: { identities: [...postLoginEvent().user.identities, LINKED] } }

const run = async (event: KitPostLoginEvent, options: RecordingOptions = {}) => {
  const tenant = await serveTenant()
  const recording = recordingApi(event, options)
  await onExecutePostLogin(event, recording.api)
  return { recording, tenant }
}

type Answer = { id: string; fields?: Record<string, unknown>; vars?: Record<string, unknown> }
const accepted = { choice: 'accepted' }

/** Shows the page, answers it, and lets phone-challenge meet what is remembered. */
async function journey(changes: Changes<KitPostLoginEvent>, answer: Answer) {
  const event = signedIn(changes)
  const { recording: began, tenant } = await run(event)
  const resumed = answeredEvent(event, answer, began.appMetadata)
  const ended = recordingApi(resumed)
  await onContinuePostLogin(resumed, ended.api)
  const told = recordingApi(resumed)
  resumed.secrets = SECRETS
  await challenge.onExecutePostLogin(resumed, told.api)
  return { began, ended, told, tenant, metadata: resumed.transaction.metadata }
}

test.each([onExecutePostLogin, onContinuePostLogin])('the handlers are real AsyncFunctions', (handler) => {
  expect(handler.constructor.name).toBe('AsyncFunction')
})

describe('the page', () => {
  test.each<[string, Changes<KitPostLoginEvent>, string]>([
    ['an offer', policy('offer'), 'f-offer'],
    ['a requirement', policy('required'), 'f-required'],
    ['a number', { ...asks('add'), ...policy('never', { COLLECT_NUMBER: 'on' }) }, 'f-number'],
    ['R15 a removal', { ...asks('remove'), ...withPhone }, 'f-removal'],
  ])('of %s is shown, without any outside call', async (_name, changes, form) => {
    const { recording, tenant } = await run(signedIn(changes))
    expect(recording.form?.id).toBe(form)
    expect(tenant.sent).toEqual([])
    expect(lines).toHaveLength(1)
  })

  test('R44 the page of a removal shows two digits of the number', async () => {
    const { recording } = await run(signedIn({ ...asks('remove'), ...withPhone }))
    expect(recording.form?.vars).toEqual({ phone: '••••••78' })
    expect(recording.appMetadata.phone_link_pending).toMatchObject({ intent: 'remove', leaving: ['old'] })
  })
})

describe('the answer', () => {
  const numberPage = { ...asks('add'), ...policy('never', { COLLECT_NUMBER: 'on' }) }
  const typed = (international_number: string) => ({ phone: { international_number } })

  test.each<[string, Changes<KitPostLoginEvent>, string]>([
    ['an offer', policy('offer'), 'f-offer'],
    ['a requirement', policy('required'), 'f-required'],
  ])('yes to %s leads to the code', async (_name, changes, id) => {
    const { told } = await journey(changes, { id, vars: accepted })
    expect(told.redirect?.searchParams.get('connection')).toBe('sms')
  })

  test('a number that was typed fills in the page that sends the code', async () => {
    const { told } = await journey(numberPage, { id: 'f-number', fields: typed(PHONE), vars: accepted })
    expect(told.redirect?.searchParams.get('login_hint')).toBe(PHONE)
  })

  test('R15 yes to a removal removes the phone', async () => {
    const { told, tenant } = await journey(
      { ...asks('remove'), ...withPhone },
      { id: 'f-removal', vars: accepted },
    )
    expect(told.idTokenClaims.phone_link).toEqual({ intent: 'remove', status: 'removed' })
    expect(tenant.asked()).toEqual(['management_token', 'unlink', 'delete'])
  })

  const removal = { ...asks('remove'), ...withPhone }
  const refused = { status: 'refused', reason: 'phone_not_supported' }
  test.each<[string, Changes<KitPostLoginEvent>, Answer, object]>([
    ['R45 no to an offer', policy('offer'), { id: 'f-offer' }, { intent: 'add', status: 'skipped' }],
    ['R45 no to a number', numberPage, { id: 'f-number' }, { intent: 'add', status: 'cancelled' }],
    ['R45 R15 no to a removal', removal, { id: 'f-removal' }, { intent: 'remove', status: 'cancelled' }],
    [
      'T26 a choice that the browser claims in a field',
      removal,
      { id: 'f-removal', fields: accepted },
      { intent: 'remove', status: 'cancelled' },
    ],
    [
      'R31 R32 a number of another country',
      numberPage,
      { id: 'f-number', fields: typed('+18765550123'), vars: accepted },
      { intent: 'add', ...refused },
    ],
    ['R30 no number', numberPage, { id: 'f-number', vars: accepted }, { intent: 'add', ...refused }],
  ])('%s: nothing outside is asked, and the app is told', async (_name, changes, answer, outcome) => {
    const { told, tenant } = await journey(changes, answer)
    expect(told.idTokenClaims.phone_link).toEqual(outcome)
    expect(told.denial).toBeUndefined()
    expect(told.redirect).toBeUndefined()
    expect(tenant.sent).toEqual([])
  })

  test('T13 no to a requirement is turned away', async () => {
    const { told } = await journey(policy('required'), { id: 'f-required' })
    expect(told.denial).toMatch(/^phone_required: /)
  })

  test.each(['add', 'replace', 'remove', 'steal'])(
    'T13 a request that asks to %s is no way around a requirement',
    async (intent) => {
      const { began, told } = await journey({ ...policy('required'), ...asks(intent) }, { id: 'f-required' })
      expect(began.form?.id).toBe('f-required')
      expect(told.denial).toMatch(/^phone_required: /)
      expect(told.idTokenClaims).toEqual({})
    },
  )

  test('T13 no to a removal leaves nothing pending', async () => {
    const { ended } = await journey(removal, { id: 'f-removal' })
    expect(ended.appMetadata).toEqual({ phone_link_pending: null })
  })
})

describe('R60 what fails', () => {
  test.each(['transaction.setMetadata', 'prompt.render', 'user.setAppMetadata'])(
    '%s throws: the login goes on',
    async (failing) => {
      const { recording } = await run(signedIn(policy('offer')), { failing })
      expect(recording.denial).toBeUndefined()
      expect(lines).toEqual(['{"action":"phone-prompt","decision":"failed","detail":"Error"}'])
    },
  )

  test.each<[string, Changes<KitPostLoginEvent>]>([
    ['a requirement', policy('required')],
    ['an offer', policy('offer')],
    ['a removal', { ...asks('remove'), ...withPhone }],
  ])('the page of %s cannot be shown: nothing of it is remembered', async (_name, changes) => {
    const event = signedIn(changes)
    const { recording } = await run(event, { failing: 'prompt.render' })
    expect(recording.calls).toEqual([])
    expect(event.transaction.metadata).toEqual({})
  })

  test('the page of a requirement cannot be shown: phone-challenge lets the login in', async () => {
    const event = signedIn(policy('required'))
    await run(event, { failing: 'prompt.render' })
    const told = recordingApi(event)
    event.secrets = SECRETS
    await challenge.onExecutePostLogin(event, told.api)
    expect(told.denial).toBeUndefined()
    expect(told.idTokenClaims).toEqual({})
  })

  test.each<[string, Changes<KitPostLoginEvent>]>([
    ['an ordinary login', {}],
    ['a requirement', policy('required')],
    ['a number', { ...asks('add'), ...policy('never', { COLLECT_NUMBER: 'on' }) }],
  ])('R65 a country that is not in the build fails before anything is shown: %s', async (_name, changes) => {
    const event = withChanges(signedIn(changes), { secrets: { ALLOWED_COUNTRIES: 'DE,XX' } })
    const { recording } = await run(event)
    expect(recording.calls).toEqual([])
    expect(event.transaction.metadata).toEqual({})
    const detail = 'settings: ALLOWED_COUNTRIES not in this build: XX'
    expect(lines).toEqual([`{"action":"phone-prompt","decision":"failed","detail":"${detail}"}`])
  })

  test('R65 wrong settings are named in one line, at both ends', async () => {
    const secrets = { OFFER_FORM_ID: '', NUMBER_FORM_ID: '##X##', PHONE_POLICY: 'always' }
    const event = signedIn({ secrets })
    const { recording } = await run(event)
    const resumed = recordingApi(event)
    await onContinuePostLogin(event, resumed.api)
    expect([...recording.calls, ...resumed.calls]).toEqual([])
    expect(lines).toHaveLength(2)
    for (const line of lines) for (const name of Object.keys(secrets)) expect(line).toContain(name)
  })
})

test.each<[string, Changes<KitPostLoginEvent>]>([
  ['by a policy that wants no phones', {}],
  ['of a person with a phone', { ...policy('required'), ...withPhone }],
  [
    'R13 at a client that is not enabled',
    { ...policy('required'), client: { metadata: { phone_link: undefined } } },
  ],
  ['T15 that is silent', { ...policy('required'), transaction: { prompt: ['none'] } }],
  ['T15 by refresh token', { ...policy('required'), transaction: { protocol: 'oauth2-refresh-token' } }],
  ['T14 of the companion', { ...policy('required'), client: { client_id: 'companion' } }],
])('an ordinary login %s makes no outside call and prints one line', async (_name, changes) => {
  const { recording, tenant } = await run(signedIn(changes))
  expect(recording.calls).toEqual([])
  expect(tenant.sent).toEqual([])
  expect(lines).toHaveLength(1)
})

test.each<[string, Changes<KitPostLoginEvent>]>([
  ['at the first login', {}],
  ['silently', { transaction: { prompt: ['none'] } }],
  ['by refresh token', { transaction: { protocol: 'oauth2-refresh-token' } }],
  ['at a client that is not enabled', { client: { metadata: { phone_link: undefined } } }],
])('R16 T09 an SMS-only account is denied %s, and when it resumes', async (_name, changes) => {
  const event = withChanges(signedIn(PHONE_ACCOUNT), changes)
  const { recording } = await run(event)
  const resumed = recordingApi(event)
  await onContinuePostLogin(event, resumed.api)
  for (const { denial, calls } of [recording, resumed]) {
    expect(denial).toMatch(/^sms_only_account: /)
    expect(calls).toHaveLength(1)
  }
})

describe('T14 R65 with settings that are wrong nobody is denied here', () => {
  const wrong = { secrets: { TENANT_DOMAIN: '' } }
  test.each<[string, KitPostLoginEvent]>([
    [
      'an inner login',
      withChanges(signedIn(PHONE_ACCOUNT), { ...wrong, client: { client_id: 'companion' } }),
    ],
    ['an SMS-only account', withChanges(signedIn(PHONE_ACCOUNT), wrong)],
    ['everybody else', signedIn(wrong)],
  ])('%s, at both ends', async (_name, event) => {
    const { recording, tenant } = await run(event)
    const resumed = recordingApi(event)
    await onContinuePostLogin(event, resumed.api)
    expect([...recording.calls, ...resumed.calls]).toEqual([])
    expect(tenant.sent).toEqual([])
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toContain('"detail":"settings: TENANT_DOMAIN missing"')
  })

  test('phone-challenge keeps an SMS-only account out all the same', async () => {
    const event = signedIn(PHONE_ACCOUNT)
    event.secrets = SECRETS
    const kept = recordingApi(event)
    await challenge.onExecutePostLogin(event, kept.api)
    expect(kept.denial).toMatch(/^sms_only_account: /)
  })
})

test('R43 R44 no line holds a number', async () => {
  await journey({ ...asks('remove'), ...withPhone }, { id: 'f-removal', vars: accepted })
  expect(lines.length).toBeGreaterThanOrEqual(3)
  expect(lines.join()).not.toMatch(/1511234|@|ada/)
})
