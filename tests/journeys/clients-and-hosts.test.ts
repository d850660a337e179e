import { resetSecrets } from './support/bindings.ts'
import { useTenantsOwnProvider } from './support/codes.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  addPhone,
  passThrough,
  person,
  phoneIdentities,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()

test('R13 R34 a client that is not enabled asks in vain: its people log in untouched and no text is sent', async () => {
  const ada = await person(stage, await stage.app('Other App'))
  const outcome = await signInByEmail(ada, ADA, { 'ext-phone': 'add' })
  expect(outcome.id.sub).toMatch(/^email\|/)
  expect(outcome.id.phone_link).toBeUndefined()
  expect((await stage.tenant.control.inbox()).filter(({ channel }) => channel === 'sms')).toEqual([])
})

test('a client that is switched off later is left alone from then on', async () => {
  const app = await stage.app()
  await stage.management.clients.update(app.client.client_id, { client_metadata: { phone_link: 'off' } })
  const outcome = await signInByEmail(await person(stage, app), ADA, { 'ext-phone': 'add' })
  expect(outcome.id.phone_link).toBeUndefined()
})

test.each(['', 'everything', 'add,remove'])(
  'an unknown intent «%s» is refused, and the login completes',
  async (intent) => {
    const outcome = await signInByEmail(await person(stage), ADA, { 'ext-phone': intent })
    expect(outcome.id.sub).toMatch(/^email\|/)
    expect(outcome.id.phone_link).toEqual({
      ...{ intent: 'unknown', status: 'refused', reason: 'intent_unknown' },
    })
  },
)

test.each(['replace', 'remove'])(
  'R45 without a phone there is nothing to %s, and the login completes',
  async (intent) => {
    const outcome = await signInByEmail(await person(stage), ADA, { 'ext-phone': intent })
    expect(outcome.id.phone_link).toEqual({ intent, status: 'refused', reason: 'no_phone' })
  },
)

test('R64 the journey works on the custom domain, and its account is the same on the canonical one', async () => {
  const custom = `https://127.0.0.1:${new URL(stage.origin).port}`
  const ada = await person(stage, await stage.app('Demo App', custom))
  const { id } = await signInByEmail(ada, ADA)
  expect(id['iss']).toBe(`${custom}/`)
  const added = await addPhone(ada, PHONE)
  expect(added.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'linked' } })
  const canonical = await signInByPhone(await person(stage), PHONE)
  expect(canonical.id).toMatchObject({ sub: id.sub, iss: `${stage.origin}/` })
})

test.each(['empty', 'failing'] as const)('R63 the journey works with an always-%s cache', async (mode) => {
  await stage.tenant.control.setCache(mode)
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  expect((await addPhone(ada, PHONE)).id.phone_link?.status).toBe('linked')
})

test('R65 wrong settings: everybody logs in as before, the phone step is unavailable, and one message names them all', async () => {
  await resetSecrets(stage, 'phone-challenge', {
    TENANT_DOMAIN: 'https://not a host',
    CUSTOM_DOMAINS: 'none',
    COMPANION_CLIENT_ID: '##COMPANION_CLIENT_ID##',
    COMPANION_CLIENT_SECRET: 'secret',
    FINGERPRINT_KEY: 'short',
  })
  const ada = await person(stage)
  const plain = await signInByEmail(ada, ADA)
  expect(plain.error).toBeUndefined()
  const asked = await passThrough(ada, { 'ext-phone': 'add' })
  expect(asked.id).toMatchObject({
    sub: plain.id.sub,
    phone_link: { status: 'refused', reason: 'not_available' },
  })
  const lines = (await stage.tenant.control.runs()).flatMap((run) => run.console)
  const told = lines.find((line) => line.includes('TENANT_DOMAIN'))
  expect(told).toContain('COMPANION_CLIENT_ID')
  expect(told).toContain('FINGERPRINT_KEY')
})

test.each(['reauthenticate', 'phone-prompt', 'phone-notice'])(
  'R60 %s with wrong settings breaks no login, and the phone can still be added in a fresh session',
  async (action) => {
    await resetSecrets(stage, action, {})
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    const outcome = await addPhone(ada, PHONE)
    expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'linked' } })
  },
)

test('R60 with wrong settings an SMS-only account still reaches nobody', async () => {
  await useTenantsOwnProvider(stage)
  await resetSecrets(stage, 'phone-gate', {})
  for (const action of ['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice']) {
    await resetSecrets(stage, action, {})
  }
  const stranger = await person(stage)
  const app = stranger.app
  const page = await stranger.browser.open(app.start({ connection: 'sms' }).url)
  expect(page.status).toBe(200)
  await expect(signInByPhone(stranger, PHONE)).rejects.toThrow('did not come back to the app')
  expect(await phoneIdentities(stage)).toEqual([])
})
