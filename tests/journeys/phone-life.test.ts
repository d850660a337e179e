import { useTenantsOwnProvider } from './support/codes.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askFor,
  isForm,
  passThrough,
  person,
  phoneIdentities,
  proveEmail,
  provePhone,
  removePhone,
  replacePhone,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()

/** Somebody whose account has a phone, in a fresh session. */
async function adaWithPhone() {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  return { ada, sub: id.sub }
}

/** What a login by phone ends with, for somebody who has nothing but the phone. */
async function tryPhone(phone: string): Promise<string> {
  const finder = await person(stage)
  const attempt = finder.app.start({ connection: 'sms' })
  const page = await provePhone(finder, await finder.browser.open(attempt.url), phone)
  if (!page.url.href.startsWith(attempt.redirectUri)) return page.html
  const outcome = await finder.app.finish(attempt, page)
  return outcome.error === undefined ? outcome.id.sub : (outcome.description ?? '')
}

describe('replace', () => {
  test('R27 R45 the new number signs in, the old one does not, and the account is the same', async () => {
    await useTenantsOwnProvider(stage)
    const { ada, sub } = await adaWithPhone()
    const outcome = await replacePhone(ada, OTHER_PHONE)
    expect(outcome.id).toMatchObject({
      ...{ sub, phone_number: OTHER_PHONE, phone_link: { intent: 'replace', status: 'replaced' } },
    })
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: OTHER_PHONE }])
    expect((await signInByPhone(await person(stage), OTHER_PHONE)).id.sub).toBe(sub)
    expect(await tryPhone(PHONE)).toContain('Sign in with your email first')
  })

  test('T01 a number of another account is refused, and the old phone stays', async () => {
    const { ada, sub } = await adaWithPhone()
    const grace = await person(stage)
    const other = await signInByEmail(grace, GRACE)
    await addPhone(grace, OTHER_PHONE)
    const outcome = await replacePhone(ada, OTHER_PHONE)
    expect(outcome.id.phone_link).toEqual({ intent: 'replace', status: 'refused', reason: 'phone_in_use' })
    expect(await phoneIdentities(stage)).toEqual([
      { owner: sub, number: PHONE },
      { owner: other.id.sub, number: OTHER_PHONE },
    ])
  })

  test('the same number again changes nothing', async () => {
    const { ada, sub } = await adaWithPhone()
    expect((await replacePhone(ada, PHONE)).id.phone_link).toEqual({
      intent: 'replace',
      status: 'already_linked',
    })
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: PHONE }])
  })

  test('without a phone there is nothing to replace, and no text is sent', async () => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    expect((await replacePhone(ada, PHONE)).id.phone_link).toEqual({
      ...{ intent: 'replace', status: 'refused', reason: 'no_phone' },
    })
    expect(await stage.tenant.control.inbox({ channel: 'sms' })).toEqual([])
  })

  test('R26 of two tabs with two numbers, the first one’s stays', async () => {
    const { ada, sub } = await adaWithPhone()
    const third = '+447400999111'
    const tabs = [await askFor(ada, 'replace'), await askFor(ada, 'replace')] as const
    const first = await ada.app.finish(tabs[0].attempt, await provePhone(ada, tabs[0].page, OTHER_PHONE))
    const second = await ada.app.finish(tabs[1].attempt, await provePhone(ada, tabs[1].page, third))
    expect(first.id.phone_link).toEqual({ intent: 'replace', status: 'replaced' })
    expect(second.id.phone_link).toEqual({ intent: 'replace', status: 'already_linked' })
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: OTHER_PHONE }])
  })
})

describe('remove', () => {
  test('R15 R45 takes a page that shows the masked number, then the phone no longer signs in', async () => {
    await useTenantsOwnProvider(stage)
    const { ada, sub } = await adaWithPhone()
    const { attempt, page } = await askFor(ada, 'remove')
    expect(page.html).toContain('••••••56')
    expect(page.html).not.toContain(PHONE)
    const outcome = await ada.app.finish(attempt, await ada.browser.press(page, /^Remove phone$/))
    expect(outcome.id).toMatchObject({ sub, phone_link: { intent: 'remove', status: 'removed' } })
    expect(outcome.id).not.toHaveProperty('phone_number')
    expect(await phoneIdentities(stage)).toEqual([])
    expect(await tryPhone(PHONE)).toContain('Sign in with your email first')
    expect((await signInByEmail(await person(stage), ADA)).id.sub).toBe(sub)
  })

  test('whoever keeps the phone has it as before', async () => {
    const { ada, sub } = await adaWithPhone()
    const outcome = await removePhone(ada, /^Keep phone$/)
    expect(outcome.id).toMatchObject({ sub, phone_link: { intent: 'remove', status: 'cancelled' } })
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: PHONE }])
    const user = await stage.management.users.get(sub)
    expect(user.app_metadata).not.toHaveProperty('phone_link_pending')
  })

  test('T26 R15 a link removes nothing: without the page there is no removal, with forged answers neither', async () => {
    const { ada, sub } = await adaWithPhone()
    const { attempt, page } = await askFor(ada, 'remove')
    const state = page.url.searchParams.get('state') ?? ''
    for (const forged of [
      'choice=accepted',
      'vars[choice]=accepted',
      'fields[choice]=accepted',
      'action=next',
    ]) {
      await ada.browser.open(`${stage.origin}/continue?state=${encodeURIComponent(state)}&${forged}`)
      await ada.browser.open(`${page.url.href}&${forged}`)
    }
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: PHONE }])
    expect(attempt.state).not.toBe('')
  })

  test('an abandoned removal is no removal, however often the person signs in', async () => {
    const { ada, sub } = await adaWithPhone()
    await askFor(ada, 'remove')
    for (let logins = 0; logins < 2; logins += 1) {
      const { id } = await signInByEmail(await person(stage), ADA)
      expect(id).toMatchObject({ sub, phone_number: PHONE })
      await stage.tenant.control.advanceClock(2 * 60 * 60)
    }
    expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: PHONE }])
  })

  test('T25 somebody who is signed in by the phone proves the email first, and stays signed in', async () => {
    const { sub } = await adaWithPhone()
    const ada = await person(stage)
    await signInByPhone(ada, PHONE)
    await stage.tenant.control.advanceClock(61)
    const { attempt, page } = await askFor(ada, 'remove')
    expect(page.url.pathname).toBe('/u/login/identifier')
    const confirm = await proveEmail(ada, page, ADA)
    expect(isForm(confirm)).toBe(true)
    const outcome = await ada.app.finish(attempt, await ada.browser.press(confirm, /^Remove phone$/))
    expect(outcome.id).toMatchObject({ sub, phone_link: { status: 'removed' } })
    expect((await passThrough(ada, { prompt: 'none' })).id.sub).toBe(sub)
  })

  test('T25 a session that rests on a removed phone is turned away, until its person signs in again', async () => {
    const { ada, sub } = await adaWithPhone()
    const holder = await person(stage)
    await signInByPhone(holder, PHONE)
    await stage.tenant.control.advanceClock(2)
    await removePhone(ada)
    const silent = await passThrough(holder, { prompt: 'none' })
    expect(silent).toMatchObject({ error: 'access_denied', id: { sub: '' } })
    expect(silent.description).toMatch(/^phone_changed: /)
    expect((await signInByEmail(holder, ADA)).id.sub).toBe(sub)
    expect((await passThrough(holder, { prompt: 'none' })).id.sub).toBe(sub)
  })

  test('the number can be added again, by the same person or another', async () => {
    const { ada } = await adaWithPhone()
    await removePhone(ada)
    const grace = await person(stage)
    const { id } = await signInByEmail(grace, GRACE)
    await stage.tenant.control.advanceClock(61)
    expect((await addPhone(grace, PHONE)).id.phone_link?.status).toBe('linked')
    expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
  })
})

test('T19 R42 what others keep about the account survives all of it, byte for byte, and ours stays small', async () => {
  const { ada, sub } = await adaWithPhone()
  const theirs = {
    app_metadata: {
      plan: 'gold',
      roles: ['a', { b: [1, null, '‏ا'] }],
      phone: '+1',
      phone_linked: { keep: true },
    },
    user_metadata: {
      colour: 'blue',
      nested: { deep: { er: 'x'.repeat(500) } },
      phone_link: 'a name of theirs',
    },
  }
  await stage.management.users.update(sub, theirs)
  const foreign = async () => {
    const users = await stage.tenant.control.users()
    const user = users.find(({ user_id }) => user_id === sub)
    const entries = Object.entries(user?.app_metadata ?? {})
    const isOurs = (key: string) => /^phone_link($|_(attempts|pending|offers|born)$)/.test(key)
    const ours = JSON.stringify(Object.fromEntries(entries.filter(([key]) => isOurs(key))))
    expect(Buffer.byteLength(ours)).toBeLessThanOrEqual(1024)
    for (const number of [PHONE, OTHER_PHONE]) expect(ours).not.toContain(number.slice(-6))
    return JSON.stringify([entries.filter(([key]) => !isOurs(key)), user?.user_metadata])
  }
  const before = await foreign()
  await replacePhone(ada, OTHER_PHONE)
  expect(await foreign()).toBe(before)
  await removePhone(ada, /^Keep phone$/)
  expect(await foreign()).toBe(before)
  await removePhone(ada)
  expect(await foreign()).toBe(before)
  await stage.tenant.control.advanceClock(61)
  await addPhone(ada, PHONE)
  expect(await foreign()).toBe(before)
})
