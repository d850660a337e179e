import { changesBetween } from '../../../../scripts/deploy/json-changes.ts'
import type { PresentTenant } from '../../../../scripts/deploy/present-tenant.ts'
import { newRecord, type Before } from '../../../../scripts/deploy/record.ts'
import type { UndeployFacts } from '../../../../scripts/undeploy/part.ts'
import { planUndeploy } from '../../../../scripts/undeploy/plan-undeploy.ts'

const TWILIO = { name: 'twilio', disabled: false, configuration: { sid: 'AC1', delivery_methods: ['text'] } }

const PRESENT: PresentTenant = {
  ...{
    prompts: {},
    settings: {},
    customDomains: [],
    emailProvider: undefined,
    forms: [],
    flows: [],
    actions: [],
  },
  ...{ bindings: {}, companion: undefined, phoneTemplates: [] },
  clients: [{ client_id: 'app', name: 'App', client_metadata: { phone_link: 'on', theirs: '1' } }],
  connections: [
    {
      ...{ id: 'con', name: 'sms', strategy: 'sms', enabledClients: ['app', 'theirs'] },
      options: { disable_signup: false, template: 'Theirs' },
    },
  ],
  phoneProviders: [{ id: 'pro', name: 'custom' }],
  attackProtection: { bruteForceProtection: {}, suspiciousIpThrottling: {}, botDetection: undefined },
}

const facts = (before: Partial<Before>, more: Partial<UndeployFacts> = {}): UndeployFacts => ({
  ...{ present: PRESENT, peopleWithPhones: 0, formerAuthToken: 'token' },
  record: { ...newRecord(), before: { ...newRecord().before, ...before } },
  ...more,
})
const steps = (...given: Parameters<typeof facts>) => planUndeploy(facts(...given)).steps

describe('a phone provider that was there before', () => {
  test('is put back with the auth token that is given', () => {
    expect(steps({ phoneProvider: TWILIO })).toEqual([
      { do: 'set_provider', id: 'pro', provider: { ...TWILIO, credentials: { auth_token: 'token' } } },
    ])
  })

  test('is asked the auth token of, before anything is done', () => {
    expect(() => steps({ phoneProvider: TWILIO }, { formerAuthToken: undefined })).toThrow(
      'say its auth token as FORMER_TWILIO_AUTH_TOKEN',
    )
  })

  test.each([
    [
      'that somebody has put in place of ours since',
      { ...PRESENT, phoneProviders: [{ id: 'x', name: 'twilio' }] },
    ],
    ['that somebody has removed since', { ...PRESENT, phoneProviders: [] }],
  ])('one %s is left alone', (_, present) => {
    expect(steps({ phoneProvider: TWILIO }, { present, formerAuthToken: undefined })).toEqual([])
  })

  test('none: ours is removed', () => {
    expect(steps({ phoneProvider: 'absent' })).toEqual([{ do: 'delete', kind: 'phone_provider', id: 'pro' }])
  })
})

describe('the mark of an app', () => {
  const marks = { app: changesBetween({ theirs: '1' }, { theirs: '1', phone_link: 'on' }) }

  test('goes, and nothing else of its metadata', () => {
    expect(steps({ marks })).toEqual([{ do: 'unmark', clientId: 'app', metadata: { phone_link: null } }])
  })

  test('that somebody has changed since stays theirs', () => {
    const clients = [{ client_id: 'app', name: 'App', client_metadata: { phone_link: 'off' } }]
    expect(steps({ marks }, { present: { ...PRESENT, clients } })).toEqual([])
  })
})

describe('the connection', () => {
  const options = changesBetween({ disable_signup: true }, { disable_signup: false })

  test('that was there is closed to those whom it was opened to, with its options as they were', () => {
    expect(steps({ connections: { sms: { made: false, options, opened: ['app', 'gone'] } } })).toEqual([
      { do: 'close', connectionId: 'con', clientIds: ['app'] },
      { do: 'set_options', connectionId: 'con', options: { disable_signup: true, template: 'Theirs' } },
    ])
  })

  const made = { connections: { sms: { made: true, options: [], opened: ['app'] } } }

  test('that was made goes where nobody signs in by it', () => {
    expect(steps(made)).toEqual([{ do: 'delete', kind: 'connection', id: 'con' }])
  })

  test.each([[2], [undefined]])('that was made stays for people (%s of them), without sign-up', (people) => {
    const plan = planUndeploy(facts(made, { peopleWithPhones: people }))
    expect(plan.steps).toEqual([
      { do: 'set_options', connectionId: 'con', options: { disable_signup: true, template: 'Theirs' } },
    ])
    expect(plan.notes.join(' ')).toContain('Linked phones stay where they are')
  })
})
