import type { FaultRule } from '../../scripts/local-tenant/faults.ts'
import { FAULTS } from './support/fault-kinds.ts'
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

type Call = {
  targets: Pick<FaultRule, 'method' | 'path' | 'sent'>[]
  /** The last part of its URL, and its name in the log. */
  file: string
  at: string
  reason: string
  /** What may be done twice is asked for once more after a 5xx; a code is single-use, and a link may be made. */
  twiceAfter5xx: boolean
}

const token = { method: 'POST', path: '^/oauth/token$' }
const link = { method: 'POST', path: '/identities$' }
const CALLS: Record<string, Call> = {
  'the code exchange': {
    targets: [{ ...token, sent: 'grant_type=authorization_code' }],
    ...{ file: 'token', at: 'token', reason: 'not_available', twiceAfter5xx: false },
  },
  'the Management token': {
    targets: [{ ...token, sent: 'grant_type=client_credentials' }],
    ...{ file: 'token', at: 'management_token', reason: 'link_failed', twiceAfter5xx: true },
  },
  'the key set': {
    targets: [{ method: 'GET', path: '^/\\.well-known/jwks\\.json$' }],
    ...{ file: 'jwks.json', at: 'jwks', reason: 'not_available', twiceAfter5xx: true },
  },
  'the link': {
    targets: [link],
    ...{ file: 'identities', at: 'link', reason: 'link_failed', twiceAfter5xx: false },
  },
  'the link and the read after it': {
    targets: [link, { method: 'GET', path: '^/api/v2/users/' }],
    ...{ file: 'identities', at: 'link', reason: 'link_failed', twiceAfter5xx: false },
  },
}

const MATRIX = Object.entries(CALLS).flatMap(([call, { targets, file, at, reason, twiceAfter5xx }]) =>
  Object.entries(FAULTS).map(([fault, { how, seen, cause }]) => {
    const isMade = at === 'link' && how.drop === 'after'
    // Only a read that is answered can tell that the link was made.
    const isFound = isMade && targets.length === 1
    return {
      ...{ call, fault, faulted: `${file} ${seen}`, isMade },
      rules: targets.map((target) => ({ ...target, ...how, times: 99 })),
      times: seen === '429' || (seen === '500' && twiceAfter5xx) ? 2 : 1,
      phoneLink: isFound ? { intent: 'add', status: 'linked' } : { intent: 'add', status: 'refused', reason },
      detail: isFound ? undefined : `${at}_${cause}`,
    }
  }),
)

describe('R61 whatever fails, no wrong link is made, the email login completes, and the next attempt succeeds', () => {
  test.each(MATRIX)('$call $fault', async ({ rules, faulted, times, phoneLink, detail, isMade }) => {
    await stage.tenant.control.setCache('empty')
    const ada = await person(stage)
    const { id } = await signInByEmail(ada, ADA)
    const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
    const [unlinked] = await phoneIdentities(stage)

    await stage.tenant.control.clearRuns()
    await stage.tenant.control.faults(rules)
    const started = performance.now()
    const arrived = await ada.browser.open(answer)
    const seconds = (performance.now() - started) / 1000
    await stage.tenant.control.clearFaults()

    const outcome = await ada.app.finish(attempt, arrived)
    expect(outcome.id.sub).toBe(id.sub)
    expect(outcome.id.phone_link).toEqual(phoneLink)
    // The fault did happen: the run met it as often as it may, and its line names the call and the fault.
    const run = await resumedRun()
    expect(run.detail).toBe(detail)
    // A good answer of the token endpoint to the other grant is a 200 as well; there the line must do.
    if (faulted !== 'token 200') expect(run.calls.filter((call) => call === faulted)).toHaveLength(times)
    // R62: the platform would stop the Action, and with it the login, after 20 seconds.
    expect(seconds).toBeLessThan(12)
    const made = { owner: isMade ? id.sub : unlinked?.owner, number: PHONE }
    expect(await phoneIdentities(stage)).toEqual([made])

    const next = await addPhone(ada, PHONE)
    // A link that nobody knew of is found by the next login, and told then.
    const isKnown = phoneLink.status === 'linked'
    expect(next.id.phone_link).toEqual({ intent: 'add', status: isKnown ? 'already_linked' : 'linked' })
    expect(await phoneIdentities(stage)).toEqual([{ owner: id.sub, number: PHONE }])
    expect((await signInByPhone(await person(stage), PHONE)).id.sub).toBe(id.sub)
  })
})

/** What our Action called and said when the person came back. */
async function resumedRun(): Promise<{ calls: string[]; detail: unknown }> {
  const runs = await stage.tenant.control.runs()
  const run = runs.find(({ handler }) => handler === 'onContinuePostLogin')
  const line = JSON.parse(run?.console[0] ?? '{}') as { detail?: string }
  const calls = (run?.outside_calls ?? []).map(
    ({ url, status, error }) => `${new URL(url).pathname.split('/').at(-1) ?? ''} ${status ?? error ?? ''}`,
  )
  return { calls, detail: line.detail }
}

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
