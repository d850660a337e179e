import { Secret, TOTP } from 'otpauth'

import { withoutActions } from './support/bindings.ts'
import { useTenantsOwnProvider } from './support/codes.ts'
import { asksForEmail, asksForPhone } from './support/pages.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  PHONE,
  addPhone,
  askFor,
  askToAdd,
  codeFor,
  enterCode,
  enterEmail,
  isForm,
  passThrough,
  person,
  phoneIdentities,
  proveEmail,
  provePhone,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'
import type { Person } from './support/steps.ts'

const stage = useStage()
const texts = () => stage.tenant.control.inbox({ channel: 'sms' })
const refusedAdd = (reason: string) => ({ intent: 'add', status: 'refused', reason })

async function stale(): Promise<{ ada: Person; sub: string }> {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await stage.tenant.control.advanceClock(15 * 60)
  return { ada, sub: id.sub }
}

test('R10 a proof of ten minutes ago is enough, one second more is asked for again', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await stage.tenant.control.advanceClock(10 * 60 - 5)
  expect(asksForPhone((await askToAdd(ada)).page)).toBe(true)
  await stage.tenant.control.advanceClock(6)
  expect(asksForEmail((await askToAdd(ada)).page)).toBe(true)
})

test.each([
  ['nothing', {}],
  ['a generous max_age', { max_age: '86400' }],
  [
    'acr_values of multi-factor',
    { acr_values: 'http://schemas.openid.net/pape/policies/2007/06/multi-factor' },
  ],
  ['a hint and a screen', { login_hint: ADA, screen_hint: 'signup' }],
  ['claims of its own', { auth_time: '9999999999', 'ext-auth_time': '9999999999' }],
])(
  'R34 T07 T08 a stale session is asked for the email again before anything else, with %s in the request',
  async (_name, extra) => {
    const { ada } = await stale()
    for (const intent of ['add'] as const) {
      const { page } = await askFor(ada, intent, extra)
      expect(asksForEmail(page)).toBe(true)
    }
    expect(await texts()).toEqual([])
    expect(await phoneIdentities(stage)).toEqual([])
  },
)

test('R10 T07 with the email proven again the phone is added, in the same request', async () => {
  const { ada, sub } = await stale()
  const { attempt, page } = await askToAdd(ada)
  const phonePage = await proveEmail(ada, page, ADA)
  expect(asksForPhone(phonePage)).toBe(true)
  const outcome = await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE))
  expect(outcome.id).toMatchObject({ sub, phone_link: { intent: 'add', status: 'linked' } })
  // The session remembers it: the next change within ten minutes asks for no code.
  await stage.tenant.control.advanceClock(61)
  expect(isForm((await askFor(ada, 'remove')).page)).toBe(true)
})

test.each(['replace', 'remove'] as const)(
  'R10 T07 a stale session cannot %s a phone: whoever stops at the email code changes nothing',
  async (intent) => {
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    await addPhone(ada, PHONE)
    await stage.tenant.control.advanceClock(15 * 60)
    const { attempt, page } = await askFor(ada, intent)
    expect(asksForEmail(page)).toBe(true)
    const outcome = await ada.app.finish(attempt, await ada.browser.press(page, /cancel/i))
    expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { intent, status: 'cancelled' } })
    expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
  },
)

test('R14 T03 the email code of another account proves nothing here', async () => {
  await signInByEmail(await person(stage), GRACE)
  const { ada, sub } = await stale()
  const { attempt, page } = await askToAdd(ada)
  const outcome = await ada.app.finish(attempt, await proveEmail(ada, page, GRACE))
  expect(outcome.id).toMatchObject({ sub, phone_link: refusedAdd('reauthentication_failed') })
  expect(await texts()).toEqual([])
})

test('an address that has no account makes none when it is typed by mistake', async () => {
  const { ada } = await stale()
  const { page } = await askToAdd(ada)
  const mistyped = 'somebody-else@example.com'
  const asked = await enterEmail(ada, page, mistyped)
  const refused = await enterCode(ada, asked, await codeFor(stage, mistyped))
  expect(refused.status).toBe(400)
  const users = await stage.tenant.control.users()
  expect(users.map(({ email }) => email)).toEqual([ADA])
})

test('T02 R10 the phone that is to be replaced does not prove the email, though it reaches the same account', async () => {
  await useTenantsOwnProvider(stage)
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  await stage.tenant.control.advanceClock(15 * 60)
  const attempt = ada.app.start({ 'ext-phone': 'replace' })
  const held = await ada.browser.open(attempt.url, (url) => url.searchParams.get('connection') === 'email')
  // The address of the nested login is in the person's hands.
  held.url.searchParams.set('connection', 'sms')
  const page = await provePhone(ada, await ada.browser.open(held.url), PHONE)
  const outcome = await ada.app.finish(attempt, page)
  expect(outcome.id).toMatchObject({
    ...{ sub: id.sub, phone_link: { intent: 'replace', status: 'refused', reason: 'proof_invalid' } },
  })
})

test('T02 an email code does not prove a phone', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const attempt = ada.app.start({ 'ext-phone': 'add' })
  const held = await ada.browser.open(attempt.url, (url) => url.searchParams.get('connection') === 'sms')
  held.url.searchParams.set('connection', 'email')
  const outcome = await ada.app.finish(attempt, await proveEmail(ada, await ada.browser.open(held.url), ADA))
  expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: refusedAdd('proof_invalid') })
})

test('T08 prompt=none in a stale session gets claims only', async () => {
  const { ada } = await stale()
  const outcome = await passThrough(ada, { 'ext-phone': 'add', prompt: 'none' })
  expect(outcome.id.phone_link).toBeUndefined()
  expect(await phoneIdentities(stage)).toEqual([])
})

test('without reauthenticate in the bindings a stale session is refused, and a fresh one is not', async () => {
  await withoutActions(stage, ['reauthenticate', 'phone-prompt', 'phone-notice'], async () => {
    const { ada } = await stale()
    expect((await passThrough(ada, { 'ext-phone': 'add' })).id.phone_link).toEqual(
      refusedAdd('step_up_required'),
    )
    const again = await person(stage)
    await signInByEmail(again, ADA)
    expect((await addPhone(again, PHONE)).id.phone_link?.status).toBe('linked')
    // Removal needs the page that confirms it.
    const removal = await passThrough(again, { 'ext-phone': 'remove' })
    expect(removal.id.phone_link).toEqual({ intent: 'remove', status: 'refused', reason: 'not_available' })
  })
})

describe('R11 somebody with a second factor', () => {
  const secret = new Secret({ size: 20 })

  async function withFactor(): Promise<{ ada: Person; sub: string }> {
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    await stage.management.tenants.settings.update({ customize_mfa_in_postlogin_action: true })
    await stage.management.guardian.factors.set('otp', { enabled: true })
    await stage.management.users.authenticationMethods.create(id.sub, {
      ...{ type: 'totp', name: 'phone of ada', totp_secret: secret.base32 },
    })
    return { ada, sub: id.sub }
  }

  const codeNow = async () => {
    const { date } = (await stage.tenant.control.logs()).at(-1) ?? { date: new Date().toISOString() }
    return new TOTP({ secret }).generate({ timestamp: Date.parse(date) })
  }

  test('is asked for it, even in a fresh session, and then adds the phone', async () => {
    const { ada, sub } = await withFactor()
    const { attempt, page } = await askToAdd(ada)
    expect(page.url.pathname).toBe('/u/mfa-otp-challenge')
    const phonePage = await enterCode(ada, page, await codeNow())
    expect(asksForPhone(phonePage)).toBe(true)
    const outcome = await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE))
    expect(outcome.id).toMatchObject({ sub, phone_link: { intent: 'add', status: 'linked' } })
    const user = await stage.management.users.get(sub)
    expect(user.app_metadata?.['phone_link']).toMatchObject({ by: 'mfa' })
  })

  test('gets no further with a wrong code, and no text is sent', async () => {
    const { ada } = await withFactor()
    const { page } = await askToAdd(ada)
    const code = await codeNow()
    const wrong = await enterCode(
      ada,
      page,
      code.replace(/./g, (digit) => String((Number(digit) + 1) % 10)),
    )
    expect(wrong.status).toBe(400)
    expect(await texts()).toEqual([])
  })

  test('is asked for it when the session is stale, not for the weaker email code', async () => {
    const { ada } = await withFactor()
    await stage.tenant.control.advanceClock(15 * 60)
    expect((await askToAdd(ada)).page.url.pathname).toBe('/u/mfa-otp-challenge')
  })

  test('is not asked for it in a login that asks for nothing', async () => {
    const { ada, sub } = await withFactor()
    expect((await passThrough(ada)).id.sub).toBe(sub)
  })

  test('who signs in by phone and has the factor may remove the phone with it', async () => {
    const { ada } = await withFactor()
    const { attempt, page } = await askToAdd(ada)
    await ada.app.finish(attempt, await provePhone(ada, await enterCode(ada, page, await codeNow()), PHONE))
    await stage.tenant.control.advanceClock(20 * 60)
    const holder = await person(stage)
    await signInByPhone(holder, PHONE)
    const { page: challenge } = await askFor(holder, 'remove')
    expect(challenge.url.pathname).toBe('/u/mfa-otp-challenge')
  })
})
