import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  askToAdd,
  passThrough,
  person,
  phoneIdentities,
  proveEmail,
  provePhone,
  signInByEmail,
} from './support/steps.ts'

const stage = useStage()
const STEP_UP = { intent: 'add', status: 'refused', reason: 'step_up_required' }

test('R10 a proof of ten minutes ago is enough, one second more is not', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await stage.tenant.control.advanceClock(10 * 60 - 5)
  expect((await askToAdd(ada)).page.url.host).toBe(new URL(stage.origin).host)
  await stage.tenant.control.advanceClock(6)
  expect((await passThrough(ada, { 'ext-phone': 'add' })).id.phone_link).toEqual(STEP_UP)
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
  'R34 T07 T08 in a stale session no phone is added and no text sent, with %s in the request',
  async (_name, extra) => {
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    await stage.tenant.control.advanceClock(15 * 60)
    const outcome = await passThrough(ada, { 'ext-phone': 'add', ...extra })
    expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: STEP_UP })
    expect((await stage.tenant.control.inbox()).filter(({ channel }) => channel === 'sms')).toEqual([])
    expect(await phoneIdentities(stage)).toEqual([])
  },
)

test('T08 prompt=none in a stale session gets claims only', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await stage.tenant.control.advanceClock(15 * 60)
  const outcome = await passThrough(ada, { 'ext-phone': 'add', prompt: 'none' })
  expect(outcome.id.phone_link).toBeUndefined()
  expect(await phoneIdentities(stage)).toEqual([])
})

test('after signing in again the phone can be added in the same request', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await stage.tenant.control.advanceClock(15 * 60)
  const attempt = ada.app.start({ 'ext-phone': 'add', prompt: 'login', connection: 'email' })
  const phonePage = await proveEmail(ada, await ada.browser.open(attempt.url), ADA)
  const outcome = await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE))
  expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'linked' } })
})
