import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  PHONE,
  OTHER_PHONE,
  accountsOf,
  addPhone,
  addPhoneUntilContinue,
  askToAdd,
  person,
  phoneIdentities,
  proveEmail,
  provePhone,
  signInByEmail,
} from './support/steps.ts'

const stage = useStage()

const refused = (reason: string) => ({ intent: 'add', status: 'refused', reason })

async function heldAnswer() {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  return { ada, sub: id.sub, ...(await addPhoneUntilContinue(ada, PHONE)) }
}

/** The answer with other parameters; a parameter may come twice. */
function changed(answer: URL, parameters: [string, string][]): URL {
  const url = new URL(answer)
  url.search = new URLSearchParams(parameters).toString()
  return url
}

describe('T05 an answer with the right state but a damaged code is refused, and the login completes', () => {
  const DAMAGED: [string, (code: string, state: string) => [string, string][]][] = [
    [
      'doubled code',
      (code, state) => [
        ['code', code],
        ['code', code],
        ['state', state],
      ],
    ],
    [
      'two different codes',
      (code, state) => [
        ['code', code],
        ['code', 'x'],
        ['state', state],
      ],
    ],
    ['no code', (_code, state) => [['state', state]]],
    [
      'empty code',
      (_code, state) => [
        ['code', ''],
        ['state', state],
      ],
    ],
    [
      'huge code',
      (_code, state) => [
        ['code', 'x'.repeat(4000)],
        ['state', state],
      ],
    ],
  ]
  test.each(DAMAGED)('%s', async (_name, parametersOf) => {
    const { ada, attempt, answer, sub } = await heldAnswer()
    const { code = '', state = '' } = Object.fromEntries(answer.searchParams)
    const outcome = await ada.app.finish(
      attempt,
      await ada.browser.open(changed(answer, parametersOf(code, state))),
    )
    expect(outcome.id.phone_link).toEqual(refused('answer_malformed'))
    expect(outcome.id.sub).toBe(sub)
    expect((await addPhone(ada, PHONE)).id.phone_link?.status).toBe('linked')
  })
})

describe('T05 an answer with a damaged state reaches nobody, and the person can still sign in', () => {
  const DAMAGED: [string, (code: string, state: string) => [string, string][]][] = [
    ['no state', (code) => [['code', code]]],
    [
      'empty state',
      (code) => [
        ['code', code],
        ['state', ''],
      ],
    ],
    [
      'foreign state',
      (code) => [
        ['code', code],
        ['state', 'x'.repeat(32)],
      ],
    ],
    [
      'huge state',
      (code) => [
        ['code', code],
        ['state', 'x'.repeat(4000)],
      ],
    ],
    [
      'doubled state',
      (code, state) => [
        ['code', code],
        ['state', state],
        ['state', state],
      ],
    ],
  ]
  test.each(DAMAGED)('%s', async (_name, parametersOf) => {
    const { ada, answer, sub } = await heldAnswer()
    const { code = '', state = '' } = Object.fromEntries(answer.searchParams)
    const page = await ada.browser.open(changed(answer, parametersOf(code, state)))
    expect(page.status).toBe(400)
    expect(page.html).toContain('invalid_request')
    expect((await signInByEmail(ada, ADA)).id.sub).toBe(sub)
    expect((await phoneIdentities(stage)).every(({ owner }) => owner.startsWith('sms|'))).toBe(true)
  })
})

test('a code that nobody issued is refused and the login completes', async () => {
  const { ada, attempt, answer } = await heldAnswer()
  const state = answer.searchParams.get('state') ?? ''
  const page = await ada.browser.open(
    changed(answer, [
      ['code', 'made-up'],
      ['state', state],
    ]),
  )
  expect((await ada.app.finish(attempt, page)).id.phone_link).toEqual(refused('proof_invalid'))
})

test('T04 the same answer opened again reaches nobody', async () => {
  const { ada, attempt, answer } = await heldAnswer()
  expect((await ada.app.finish(attempt, await ada.browser.open(answer))).id.phone_link?.status).toBe('linked')
  const before = await accountsOf(stage)
  const again = await ada.browser.open(answer)
  expect(again.status).toBe(400)
  expect(await accountsOf(stage)).toEqual(before)
})

test('T04 a code that was used once proves nothing in a second phone step', async () => {
  const { ada, attempt, answer } = await heldAnswer()
  await ada.app.finish(attempt, await ada.browser.open(answer))
  const grace = await person(stage)
  await signInByEmail(grace, GRACE)
  const second = await addPhoneUntilContinue(grace, OTHER_PHONE)
  const replayed = changed(second.answer, [
    ['code', answer.searchParams.get('code') ?? ''],
    ['state', second.answer.searchParams.get('state') ?? ''],
  ])
  const outcome = await grace.app.finish(second.attempt, await grace.browser.open(replayed))
  expect(outcome.id.phone_link).toEqual(refused('proof_invalid'))
})

test('T03 the code of another person in one’s own transaction is refused and nothing is linked', async () => {
  const { answer: theirs } = await heldAnswer()
  const grace = await person(stage)
  await signInByEmail(grace, GRACE)
  const own = await addPhoneUntilContinue(grace, OTHER_PHONE)
  const mixed = changed(own.answer, [
    ['code', theirs.searchParams.get('code') ?? ''],
    ['state', own.answer.searchParams.get('state') ?? ''],
  ])
  const outcome = await grace.app.finish(own.attempt, await grace.browser.open(mixed))
  expect(outcome.id.phone_link).toEqual(refused('proof_invalid'))
  expect((await phoneIdentities(stage)).every(({ owner }) => owner.startsWith('sms|'))).toBe(true)
})

test('T03 a whole answer opened in another browser reaches nobody', async () => {
  const { answer } = await heldAnswer()
  const grace = await person(stage)
  await signInByEmail(grace, GRACE)
  const page = await grace.browser.open(answer)
  expect(page.status).toBe(400)
  expect((await phoneIdentities(stage)).every(({ owner }) => owner.startsWith('sms|'))).toBe(true)
})

test('T03 a person who is talked into proving somebody else’s inner login gains and loses nothing', async () => {
  // The attacker starts a phone step, and gets the victim to open the inner login and prove the victim's phone.
  const attacker = await person(stage)
  await signInByEmail(attacker, GRACE)
  const attempt = attacker.app.start({ 'ext-phone': 'add' })
  const inner = await attacker.browser.open(attempt.url, (url) => url.pathname === '/authorize')
  const victim = await person(stage)
  const page = await victim.browser.open(inner.url)
  const landed = await provePhone(victim, page, PHONE)
  expect(landed.status).toBe(400)
  expect((await phoneIdentities(stage)).every(({ owner }) => owner.startsWith('sms|'))).toBe(true)
})

test('R23 a phone step that took longer than ten minutes is refused, the login completes, and the next one works', async () => {
  const { ada, attempt, answer, sub } = await heldAnswer()
  await stage.tenant.control.advanceClock(11 * 60)
  const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
  expect(outcome.id).toMatchObject({ sub, phone_link: refused('challenge_expired') })
  const afresh = ada.app.start({ 'ext-phone': 'add', prompt: 'login', connection: 'email' })
  const phonePage = await proveEmail(ada, await ada.browser.open(afresh.url), ADA)
  const linked = await ada.app.finish(afresh, await provePhone(ada, phonePage, PHONE))
  expect(linked.id.phone_link?.status).toBe('linked')
})

test('T13 a phone step left for more than an hour is over, and the person can still sign in', async () => {
  const { ada, answer, sub } = await heldAnswer()
  await stage.tenant.control.advanceClock(61 * 60)
  expect((await ada.browser.open(answer)).status).toBe(400)
  expect((await signInByEmail(ada, ADA)).id.sub).toBe(sub)
})

test('T13 losing the cookies in the middle ends the step, not the account', async () => {
  const { ada, answer, sub } = await heldAnswer()
  ada.browser.forgetCookies()
  expect((await ada.browser.open(answer)).status).toBe(400)
  expect((await signInByEmail(ada, ADA)).id.sub).toBe(sub)
})

test('an answer posted as a form, which no inner login asks for, links nothing and the login completes', async () => {
  const { ada, attempt, answer, sub } = await heldAnswer()
  const target = new URL(answer)
  target.search = ''
  const outcome = await ada.app.finish(attempt, await ada.browser.post(target, answer.searchParams))
  // Auth0 keeps credentials such as codes out of the body that Actions are given.
  expect(outcome.id).toMatchObject({ sub, phone_link: refused('answer_malformed') })
})

describe('T02 an inner login with another connection proves no phone', () => {
  test.each([
    ['the person’s own address', ADA],
    ['the address of another account', GRACE],
  ])('by email, which the companion is enabled for: %s', async (_name, email) => {
    await signInByEmail(await person(stage), GRACE)
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const { attempt, innerUrl } = await innerLogin(ada)
    innerUrl.searchParams.set('connection', 'email')
    const arrived = await proveEmail(ada, await ada.browser.open(innerUrl), email)
    const outcome = await ada.app.finish(attempt, arrived)
    expect(outcome.id.phone_link).toEqual(refused('proof_invalid'))
    expect((await accountsOf(stage)).every(({ identities }) => identities.length === 1)).toBe(true)
  })
})

test('T08 parameters added to the inner login by the person change nothing', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const { attempt, innerUrl } = await innerLogin(ada)
  innerUrl.searchParams.set('ext-phone', 'add')
  innerUrl.searchParams.set('login_hint', 'somebody')
  const outcome = await ada.app.finish(
    attempt,
    await provePhone(ada, await ada.browser.open(innerUrl), PHONE),
  )
  expect(outcome.id).toMatchObject({ sub: id.sub, phone_link: { intent: 'add', status: 'linked' } })
})

test('T14 an inner login never starts a phone step of its own', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const { attempt, page } = await askToAdd(ada)
  await ada.app.finish(attempt, await provePhone(ada, page, PHONE))
  const started = ada.browser.visited.filter(
    (url) => url.pathname === '/authorize' && url.searchParams.get('connection') === 'sms',
  )
  expect(started).toHaveLength(1)
})

async function innerLogin(who: Awaited<ReturnType<typeof person>>) {
  const attempt = who.app.start({ 'ext-phone': 'add' })
  const held = await who.browser.open(attempt.url, (url) => url.pathname === '/authorize')
  return { attempt, innerUrl: new URL(held.url) }
}
