import { setPolicy, changeSecrets } from './support/bindings.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  askFor,
  isForm,
  passThrough,
  person,
  phoneIdentities,
  proveEmail,
  provePhone,
  signInByEmail,
} from './support/steps.ts'
import type { Person } from './support/steps.ts'

const stage = useStage()
const DAY = 24 * 60 * 60

/** Signs in by email, and stops at whatever page comes after the code. */
async function arrive(who: Person) {
  const attempt = who.app.start({ connection: 'email' })
  return { attempt, page: await proveEmail(who, await who.browser.open(attempt.url), ADA) }
}

test('without a policy nobody is offered a phone', async () => {
  expect((await signInByEmail(await person(stage), ADA)).id.phone_link).toBeUndefined()
})

describe('offer', () => {
  beforeEach(() => setPolicy(stage, { PHONE_POLICY: 'offer', OFFER_AGAIN_DAYS: '30', OFFER_TIMES: '3' }))

  test('R45 whoever accepts adds a phone and is told so', async () => {
    const ada = await person(stage)
    const { attempt, page } = await arrive(ada)
    expect(isForm(page)).toBe(true)
    const phonePage = await ada.browser.press(page, /^Add my number$/)
    const outcome = await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE))
    expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
    expect(await phoneIdentities(stage)).toEqual([{ owner: outcome.id.sub, number: PHONE }])
  })

  test('Not now is remembered: asked again after thirty days, three times in all', async () => {
    const ada = await person(stage)
    const asked: boolean[] = []
    const login = async () => {
      const { attempt, page } = await arrive(ada)
      asked.push(isForm(page))
      const answered = isForm(page) ? await ada.browser.press(page, /^Not now$/) : page
      return ada.app.finish(attempt, answered)
    }
    expect((await login()).id.phone_link).toEqual({ intent: 'add', status: 'skipped' })
    await login()
    await stage.tenant.control.advanceClock(30 * DAY - 60)
    await login()
    await stage.tenant.control.advanceClock(120)
    await login()
    await stage.tenant.control.advanceClock(31 * DAY)
    await login()
    await stage.tenant.control.advanceClock(31 * DAY)
    await login()
    expect(asked).toEqual([true, false, false, true, true, false])
  })

  test('a login that finds a stale session, or may show no page, is not bothered', async () => {
    const ada = await person(stage)
    const { attempt, page } = await arrive(ada)
    await ada.app.finish(attempt, await ada.browser.press(page, /^Not now$/))
    await setPolicy(stage, { OFFER_AGAIN_DAYS: '0' })
    expect((await passThrough(ada, { prompt: 'none' })).error).toBeUndefined()
    await stage.tenant.control.advanceClock(11 * 60)
    expect((await passThrough(ada)).id.phone_link).toBeUndefined()
  })

  test('T13 a page that is left open ends nothing: the next login works', async () => {
    const ada = await person(stage)
    await arrive(ada)
    expect((await signInByEmail(await person(stage), ADA)).error).toBeUndefined()
  })
})

describe('required', () => {
  beforeEach(() => setPolicy(stage, { PHONE_POLICY: 'required' }))

  test('R45 whoever declines is denied, with the code first, and may come back', async () => {
    const ada = await person(stage)
    const { attempt, page } = await arrive(ada)
    const denied = await ada.app.finish(attempt, await ada.browser.press(page, /^Cancel$/))
    expect(denied.error).toBe('access_denied')
    expect(denied.description).toMatch(/^phone_required: /)

    const again = await arrive(ada)
    const phonePage = await ada.browser.press(again.page, /^Add my number$/)
    const outcome = await ada.app.finish(again.attempt, await provePhone(ada, phonePage, PHONE))
    expect(outcome.id.phone_link?.status).toBe('linked')
    expect((await passThrough(ada)).error).toBeUndefined()
  })

  test('who cancels the code is denied as well', async () => {
    const ada = await person(stage)
    const { attempt, page } = await arrive(ada)
    const phonePage = await ada.browser.press(page, /^Add my number$/)
    const denied = await ada.app.finish(attempt, await ada.browser.press(phonePage, /cancel/i))
    expect(denied.description).toMatch(/^phone_required: /)
  })
})

describe('the number asked for on a page of our own', () => {
  beforeEach(() => changeSecrets(stage, 'phone-prompt', { COLLECT_NUMBER: 'on' }))

  test('is carried to the page that sends the code', async () => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const { attempt, page } = await askFor(ada, 'add')
    const tel = page.forms.flatMap(({ fields }) => fields).find(({ type }) => type === 'tel')?.name ?? ''
    const phonePage = await ada.browser.submit(page, { [tel]: PHONE })
    const prefilled = phonePage.forms.flatMap(({ fields }) => fields).find(({ type }) => type === 'tel')
    expect(prefilled?.value).toBe(PHONE)
    const outcome = await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE))
    expect(outcome.id.phone_link?.status).toBe('linked')
  })

  test.each([
    ['a landline', '+442071838750'],
    ['a number of a country that is not allowed', '+12025550000'],
  ])('R34 R35 %s is refused before any text is sent', async (_name, number) => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const { attempt, page } = await askFor(ada, 'add')
    const tel = page.forms.flatMap(({ fields }) => fields).find(({ type }) => type === 'tel')?.name ?? ''
    const outcome = await ada.app.finish(attempt, await ada.browser.submit(page, { [tel]: number }))
    expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'refused', reason: 'phone_not_supported' })
    expect(await stage.tenant.control.inbox({ channel: 'sms' })).toEqual([])
  })
})
