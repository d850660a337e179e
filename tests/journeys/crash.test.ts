import { useStage } from './support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askFor,
  isContinue,
  passThrough,
  person,
  phoneIdentities,
  provePhone,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

// R24: the Action is ended at the very moment at which an outside call of its has been done.
const stage = useStage()

const KILLED_AFTER = {
  'the code exchange': { method: 'POST', path: '^/oauth/token$', sent: 'authorization_code' },
  'the Management token': { method: 'POST', path: '^/oauth/token$', sent: 'client_credentials' },
  'the link': { method: 'POST', path: '/identities$' },
  'the unlinking': { method: 'DELETE', path: '/identities/sms/' },
  'the deletion': { method: 'DELETE', path: '^/api/v2/users/sms' },
}
type Call = keyof typeof KILLED_AFTER

const kill = (call: Call) =>
  stage.tenant.control.faults([{ ...KILLED_AFTER[call], kill: true, drop: 'after', times: 1 }])

/** An account with a phone, in a fresh session. */
async function adaWithPhone() {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  await stage.tenant.control.setCache('empty')
  return { ada, sub: id.sub }
}

/** That the account's own metadata says what is going on, whenever two numbers can sign in to it. */
async function expectNoTwoNumbersInSilence(sub: string) {
  const numbers = (await phoneIdentities(stage)).filter(({ owner }) => owner === sub)
  const user = await stage.management.users.get(sub)
  if (numbers.length > 1) expect(user.app_metadata).toHaveProperty('phone_link_pending')
}

/** That nobody gets in by a phone account alone, in whatever state the crash left it. */
async function expectNoPhoneAloneGetsIn(sub: string, phone: string) {
  await stage.tenant.control.advanceClock(61)
  const finder = await person(stage)
  const attempt = finder.app.start({ connection: 'sms' })
  const page = await provePhone(finder, await finder.browser.open(attempt.url), phone)
  if (!page.url.href.startsWith(attempt.redirectUri)) return
  const { error, id } = await finder.app.finish(attempt, page)
  expect(error === undefined ? id.sub : error).toEqual(error === undefined ? sub : 'access_denied')
}

describe('R24 R61 replace, killed after', () => {
  test.each(Object.keys(KILLED_AFTER) as Call[])('%s, converges at the next login', async (call) => {
    const { ada, sub } = await adaWithPhone()
    const { attempt, page } = await askFor(ada, 'replace')
    const held = await provePhone(ada, page, OTHER_PHONE, isContinue)
    await kill(call)
    const killed = await ada.app.finish(attempt, await ada.browser.open(held.url))
    expect(killed.error).toBe('access_denied')
    await stage.tenant.control.clearFaults()
    await expectNoTwoNumbersInSilence(sub)

    const isLinked = ['the link', 'the unlinking', 'the deletion'].includes(call)
    const next = await signInByEmail(await person(stage), ADA)
    expect(next.id.sub).toBe(sub)
    if (isLinked) {
      expect(next.id.phone_link).toEqual({ intent: 'replace', status: 'replaced' })
      expect(next.id['phone_number']).toBe(OTHER_PHONE)
    } else {
      await stage.tenant.control.advanceClock(61)
      const again = await askFor(ada, 'replace')
      const outcome = await ada.app.finish(again.attempt, await provePhone(ada, again.page, OTHER_PHONE))
      expect(outcome.id.phone_link).toEqual({ intent: 'replace', status: 'replaced' })
    }
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: OTHER_PHONE }])
    await expectNoPhoneAloneGetsIn(sub, PHONE)
    expect((await passThrough(ada)).id.phone_link).toBeUndefined()
  })

  test('a crash between the link and the unlinking: the old number cannot sign in, nor stay signed in', async () => {
    const { ada, sub } = await adaWithPhone()
    const { attempt, page } = await askFor(ada, 'replace')
    const held = await provePhone(ada, page, OTHER_PHONE, isContinue)
    await kill('the link')
    await ada.app.finish(attempt, await ada.browser.open(held.url))
    await stage.tenant.control.clearFaults()
    await stage.tenant.control.advanceClock(61)

    const thief = await person(stage)
    const denied = await signInByPhone(thief, PHONE)
    expect(denied.description).toMatch(/^phone_changed: /)
    expect((await passThrough(thief, { prompt: 'none' })).description).toMatch(/^phone_changed: /)
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: OTHER_PHONE }])
  })
})

describe('R24 R61 remove, killed after', () => {
  test.each(['the Management token', 'the unlinking', 'the deletion'] as const)(
    '%s, converges at the next login',
    async (call) => {
      const { ada, sub } = await adaWithPhone()
      const { attempt, page } = await askFor(ada, 'remove')
      await kill(call)
      const killed = await ada.app.finish(attempt, await ada.browser.press(page, /^Remove phone$/))
      expect(killed.error).toBe('access_denied')
      await stage.tenant.control.clearFaults()
      await expectNoPhoneAloneGetsIn(sub, PHONE)

      const next = await signInByEmail(await person(stage), ADA)
      if (call === 'the Management token') {
        expect(next.id['phone_number']).toBe(PHONE)
        const again = await askFor(ada, 'remove')
        await ada.app.finish(again.attempt, await ada.browser.press(again.page, /^Remove phone$/))
      } else {
        expect(next.id.phone_link).toEqual({ intent: 'remove', status: 'removed' })
      }
      expect(await phoneIdentities(stage)).toEqual([])
      const user = await stage.management.users.get(sub)
      expect(user.app_metadata).not.toHaveProperty('phone_link_pending')
      expect(user.app_metadata?.['phone_link']).toMatchObject({ did: 'removed' })
    },
  )
})

test('R24 R40 add, killed after the link: the next login says that the phone is there, and tells the person', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const { attempt, page } = await askFor(ada, 'add')
  const held = await provePhone(ada, page, PHONE, isContinue)
  await kill('the link')
  await ada.app.finish(attempt, await ada.browser.open(held.url))
  await stage.tenant.control.clearFaults()
  const next = await signInByEmail(await person(stage), ADA)
  expect(next.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'linked' } })
  const mails = await stage.tenant.control.inbox({ channel: 'email', to: ADA })
  expect(mails.at(-1)?.code).toBeUndefined()
})
