import {
  mergeTenant,
  type PresentPhone,
  type PresentTenant,
  type TenantFile,
} from '../../../scripts/merge-tenant.ts'

const binding = (name: string) => ({ action_name: name, display_name: name })
const phone: PresentPhone = { providers: [], templates: [], botDetection: undefined }
const empty: PresentTenant = { bindings: {}, clients: [], connections: [], phone }
const app = { client_id: 'id-app', name: 'App' }
const other = { client_id: 'id-other', name: 'Other' }

describe('bindings', () => {
  test.each<[string, string[], string[], string[]]>([
    ['a trigger without any gets ours', ['a', 'b'], [], ['a', 'b']],
    ['ours come first, foreign ones keep their order', ['a'], ['y', 'x'], ['a', 'y', 'x']],
    ['ours that were there already are not doubled', ['a'], ['a', 'x'], ['a', 'x']],
    ['ours that somebody moved go back to the front', ['a', 'b'], ['x', 'b', 'y', 'a'], ['a', 'b', 'x', 'y']],
    ['a foreign one bound twice stays bound twice', ['a'], ['x', 'x'], ['a', 'x', 'x']],
  ])('T27 %s', (_, ours, present, merged) => {
    const result = mergeTenant(
      { triggers: { 'post-login': ours.map(binding) } },
      { ...empty, bindings: { 'post-login': present.map(binding) } },
    )
    expect(result.triggers).toEqual({ 'post-login': merged.map(binding) })
  })

  test('T27 a foreign binding keeps its display name', () => {
    const foreign = { action_name: 'x', display_name: 'Somebody’s' }
    const result = mergeTenant(
      { triggers: { 'post-login': [binding('a')] } },
      { ...empty, bindings: { 'post-login': [foreign] } },
    )
    expect(result.triggers?.['post-login']).toEqual([binding('a'), foreign])
  })

  test('T27 a trigger that is not ours is not written at all', () => {
    const present = { ...empty, bindings: { 'post-login': [binding('x')] } }
    expect(mergeTenant({ triggers: {} }, present).triggers).toEqual({})
  })
})

describe('connections', () => {
  const merged = (ours: object, present?: object) =>
    mergeTenant(
      { connections: [{ name: 'sms', strategy: 'sms', options: {}, ...ours }] },
      {
        ...empty,
        clients: [app, other],
        connections: present ? [{ name: 'sms', options: {}, enabled_clients: [], ...present }] : [],
      },
    ).connections?.[0]

  test.each<[string, object, object | undefined, object]>([
    ['a new connection is ours', { options: { syntax: 'liquid' } }, undefined, { syntax: 'liquid' }],
    ['present options stay', { options: { a: 1 } }, { options: { from: '+1' } }, { from: '+1', a: 1 }],
    ['present ones stay', { options: { a: 1 } }, { options: { a: 2 } }, { a: 2 }],
    [
      'also within objects',
      { options: { o: { a: 1, c: 4 } } },
      { options: { o: { a: 2, b: 3 } } },
      { o: { a: 2, b: 3, c: 4 } },
    ],
    ['a list is one value', { options: { l: [1] } }, { options: { l: [2, 3] } }, { l: [2, 3] }],
    [
      'a text stays where ours has an object',
      { options: { o: { a: 1 } } },
      { options: { o: 'text' } },
      { o: 'text' },
    ],
    [
      'an object stays where ours has null',
      { options: { o: null } },
      { options: { o: { a: 1 } } },
      { o: { a: 1 } },
    ],
    [
      'sign-up is as we need it',
      { options: { disable_signup: false } },
      { options: { disable_signup: true, template: 'theirs' } },
      { disable_signup: false, template: 'theirs' },
    ],
    ['options stay when ours are empty', {}, { options: { from: '+1' } }, { from: '+1' }],
  ])('T27 options: %s', (_, ours, present, options) => {
    expect(merged(ours, present)?.options).toEqual(options)
  })

  test.each<[string, object, object | undefined, string[] | undefined]>([
    ['a new connection has ours, by id', { enabled_clients: ['App'] }, undefined, ['id-app']],
    [
      'present ones stay',
      { enabled_clients: ['App'] },
      { enabled_clients: ['id-other'] },
      ['id-other', 'id-app'],
    ],
    ['nobody is there twice', { enabled_clients: ['App'] }, { enabled_clients: ['id-app'] }, ['id-app']],
    ['present ones stay when ours names none', {}, { enabled_clients: ['id-other'] }, ['id-other']],
    ['an application that is only made now stays a name', { enabled_clients: ['New'] }, undefined, ['New']],
    ['none and none is none', {}, {}, undefined],
  ])('T27 enabled applications: %s', (_, ours, present, enabled) => {
    expect(merged(ours, present)?.enabled_clients).toEqual(enabled)
  })

  const opened = (present: PresentTenant['connections']) =>
    mergeTenant(
      { connections: [{ name: 'email', strategy: 'email', enabled_clients: ['App'] }] },
      { ...empty, clients: [app, other], connections: present },
    ).connections

  test('T27 one without options of ours keeps all of its own, and gains an application', () => {
    const options = { name: 'email', email: { subject: 'Theirs', body: 'Code' }, totp: { length: 6 } }
    expect(opened([{ name: 'email', options, enabled_clients: ['id-other'] }])).toEqual([
      { name: 'email', strategy: 'email', options, enabled_clients: ['id-other', 'id-app'] },
    ])
  })

  test('T27 an email connection without a text is named: deploy-cli would not leave it so', () => {
    expect(() => opened([{ name: 'email', options: { email: {} }, enabled_clients: [] }])).toThrow(
      'The connection “email” has no text for its email, which deploy-cli asks for.',
    )
  })

  test('one without options of ours has to be there', () => {
    expect(() => opened([])).toThrow('The tenant has no connection named “email”.')
  })

  test('T27 a connection that is not ours is not written at all', () => {
    const present = { ...empty, connections: [{ name: 'email', options: {}, enabled_clients: [] }] }
    expect(mergeTenant({ connections: [] }, present).connections).toEqual([])
  })
})

describe('applications', () => {
  const marked = { name: 'App', client_metadata: { phone_link: 'on' } }

  test.each<[string, object, object]>([
    ['is added', {}, { phone_link: 'on' }],
    ['is added to that of others', { client_metadata: { theirs: 'x' } }, { theirs: 'x', phone_link: 'on' }],
    [
      'replaces only itself',
      { client_metadata: { theirs: 'x', phone_link: 'off' } },
      { theirs: 'x', phone_link: 'on' },
    ],
  ])('T19 our mark %s', (_, present, metadata) => {
    const result = mergeTenant({ clients: [marked] }, { ...empty, clients: [{ ...app, ...present }] })
    expect(result.clients).toEqual([{ name: 'App', client_metadata: metadata }])
  })

  test('one that is ours is made when it is not there', () => {
    const ours = { name: 'Companion', app_type: 'regular_web' }
    expect(mergeTenant({ clients: [ours] }, empty).clients).toEqual([ours])
  })

  test('one that should be there and is not is named', () => {
    expect(() => mergeTenant({ clients: [marked] }, { ...empty, clients: [other] })).toThrow(
      'The tenant has no application named “App”.',
    )
  })

  test('T27 of two with the same name neither is guessed', () => {
    const clients = [app, { ...app, client_id: 'id-twin' }]
    expect(() => mergeTenant({ clients: [marked] }, { ...empty, clients })).toThrow(
      'The tenant has 2 applications named “App”: give them different names.',
    )
  })
})

describe('phone provider, phone templates and attack protection', () => {
  const ours: TenantFile = {
    phoneProviders: [{ name: 'custom', configuration: { delivery_methods: ['text'] } }],
    phoneTemplates: [{ type: 'otp_verify' }],
    attackProtection: {
      bruteForceProtection: { enabled: true },
      botDetection: { challenge_passwordless_policy: 'when_risky' },
    },
  }
  const merged = (present: Partial<PresentPhone>) =>
    mergeTenant(ours, { ...empty, phone: { ...phone, botDetection: {}, ...present } })

  test('where the tenant has nothing of its own, ours passes unchanged', () => {
    expect(merged({})).toEqual(ours)
  })

  test('T27 ways of delivery that were on stay on', () => {
    const present = { name: 'twilio', configuration: { delivery_methods: ['voice', 'text'] } }
    expect(merged({ providers: [present] }).phoneProviders).toEqual([
      { name: 'custom', configuration: { delivery_methods: ['text', 'voice'] } },
    ])
  })

  test('T27 a template that somebody has written stays: ours is not imported', () => {
    expect(merged({ templates: [{ type: 'otp_verify' }] })).not.toHaveProperty('phoneTemplates')
    expect(merged({ templates: [{ type: 'otp_enroll' }] }).phoneTemplates).toEqual(ours.phoneTemplates)
  })

  test.each<[string, PresentPhone['botDetection'], boolean]>([
    ['never asks', { challenge_passwordless_policy: 'never' }, true],
    ['asks when it looks risky', { challenge_passwordless_policy: 'when_risky' }, true],
    ['always asks, which is more', { challenge_passwordless_policy: 'always' }, false],
    ['is not part of the plan', undefined, false],
  ])('T27 bot detection that %s: is ours written? %s', (_name, botDetection, isWritten) => {
    const { attackProtection } = merged({ botDetection })
    expect(Object.keys(attackProtection ?? {}).includes('botDetection')).toBe(isWritten)
    expect(attackProtection?.['bruteForceProtection']).toEqual({ enabled: true })
  })
})

const OURS: TenantFile = {
  actions: [{ name: 'a', code: './a.js' }],
  triggers: { 'post-login': [binding('a')], 'pre-user-registration': [binding('b')] },
  clients: [{ name: 'App', client_metadata: { phone_link: 'on' } }],
  connections: [{ name: 'sms', strategy: 'sms', options: { o: { a: 1 } }, enabled_clients: ['App'] }],
  prompts: { identifier_first: true },
}
const PRESENT: PresentTenant = {
  bindings: { 'post-login': [binding('x'), binding('y')] },
  clients: [{ ...app, client_metadata: { theirs: 'x' } }, other],
  connections: [{ name: 'sms', options: { from: '+1', o: { b: 2 } }, enabled_clients: ['id-other'] }],
  phone,
}

test('T27 merging again after an import changes nothing', () => {
  const once = mergeTenant(OURS, PRESENT)
  const imported: PresentTenant = {
    bindings: once.triggers ?? {},
    clients: [{ ...app, client_metadata: once.clients?.[0]?.client_metadata ?? {} }, other],
    connections: (once.connections ?? []).map(({ name, options = {}, enabled_clients = [] }) => ({
      ...{ name, options, enabled_clients },
    })),
    phone,
  }
  expect(mergeTenant(OURS, imported)).toEqual(once)
})

test('what needs no merging passes unchanged, and neither input is touched', () => {
  const [ours, present] = [structuredClone(OURS), structuredClone(PRESENT)]
  expect(mergeTenant(OURS, PRESENT)).toMatchObject({ actions: OURS['actions'], prompts: OURS['prompts'] })
  expect([OURS, PRESENT]).toEqual([ours, present])
  expect(mergeTenant({ prompts: {} }, PRESENT)).toEqual({ prompts: {} })
})
