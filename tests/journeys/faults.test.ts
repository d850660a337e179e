import type { FaultRule } from '../../scripts/local-tenant/faults.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  person,
  phoneIdentities,
  signInByEmail,
  signInByPhone,
} from './support/steps.ts'

const stage = useStage()

type Fault = Omit<FaultRule, 'method' | 'path' | 'times'>

const FAULTS: [string, Fault][] = [
  ['times out', { delay_ms: 9_000, drop: 'before' }],
  ['is reset before the work', { drop: 'before' }],
  ['is reset after the work', { drop: 'after' }],
  ['answers 500', { status: 500, body: '{"statusCode":500,"error":"Internal Server Error"}' }],
  ['answers 429 with the time of reset', { status: 429, headers: { 'retry-after': '1' }, body: '{}' }],
  ['answers 429 without it', { status: 429, body: '{}' }],
  ['answers what is not JSON', { status: 200, body: '<html>busy</html>' }],
]

const CALLS: [string, Pick<FaultRule, 'method' | 'path'>[]][] = [
  ['the token endpoint', [{ method: 'POST', path: '^/oauth/token$' }]],
  ['the key set', [{ method: 'GET', path: '^/\\.well-known/jwks\\.json$' }]],
  ['the link', [{ method: 'POST', path: '/identities$' }]],
  [
    'the link and the read after it',
    [
      { method: 'POST', path: '/identities$' },
      { method: 'GET', path: '^/api/v2/users/' },
    ],
  ],
]

const MATRIX = CALLS.flatMap(([call, targets]) =>
  FAULTS.map(([fault, how]) => ({
    call,
    fault,
    rules: targets.map((target) => ({ ...target, ...how, times: 99 })),
  })),
)

describe('R61 whatever fails, no wrong link is made, the email login completes, and the next attempt succeeds', () => {
  test.each(MATRIX)('$call $fault', async ({ rules }) => {
    await stage.tenant.control.setCache('empty')
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)

    await stage.tenant.control.faults(rules)
    const started = performance.now()
    const arrived = await ada.browser.open(answer)
    const seconds = (performance.now() - started) / 1000
    await stage.tenant.control.clearFaults()

    const outcome = await ada.app.finish(attempt, arrived)
    expect(outcome.id.sub).toBe(id.sub)
    expect(['linked', 'refused']).toContain(outcome.id.phone_link?.status)
    // R62: the platform would stop the Action, and with it the login, after 20 seconds.
    expect(seconds).toBeLessThan(12)
    const afterFault = await phoneIdentities(stage)
    expect(afterFault).toHaveLength(1)
    if (outcome.id.phone_link?.status === 'linked') expect(afterFault[0]?.owner).toBe(id.sub)

    const next = await addPhone(ada, PHONE)
    expect(['linked', 'already_linked']).toContain(next.id.phone_link?.status)
    expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
    expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(id.sub)
  })
})

test('R61 a link whose answer is lost is found out and reported as linked', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
  await stage.tenant.control.faults([{ method: 'POST', path: '/identities$', drop: 'after', times: 1 }])
  const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
  expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
})

test('a rate limit that passes within the budget is waited for, once', async () => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
  await stage.tenant.control.faults([
    { method: 'POST', path: '/identities$', status: 429, body: '{}', times: 1 },
  ])
  const outcome = await ada.app.finish(attempt, await ada.browser.open(answer))
  expect(outcome.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
})

test('an ordinary login makes no outside call', async () => {
  const ada = await person(stage)
  await stage.tenant.control.clearCalls()
  await signInByEmail(ada, ADA)
  expect((await stage.tenant.control.calls()).filter((call) => call.from_action)).toEqual([])
})
