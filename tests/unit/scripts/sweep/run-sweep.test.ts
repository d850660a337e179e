import type { Account } from '../../../../scripts/sweep/account.ts'
import type { Sweep } from '../../../../scripts/sweep/job.ts'
import { newSweep } from '../../../../scripts/sweep/job.ts'
import type { Accounts } from '../../../../scripts/sweep/run-sweep.ts'
import { runSweep } from '../../../../scripts/sweep/run-sweep.ts'
import { fakeTenant, phoneAccount, phoneAccounts } from './fake-tenant.ts'

const NOW = new Date('2026-03-03T00:00:00.000Z')
const sweepOf = (deletes: boolean) => newSweep({ host: 'acme.eu.auth0.com', olderThanDays: 30, deletes }, NOW)
const NEVER = new AbortController().signal

/** Runs it, and remembers what it told; `during` is called for every account. */
async function run(start: Sweep, accounts: Accounts, during: (account: Account) => void = () => undefined) {
  const lines: string[] = []
  let saved = start
  const stop = new AbortController()
  const last = await runSweep(
    start,
    accounts,
    {
      found: (account, finding) => {
        lines.push(`${account.user_id} ${finding.is}`)
        during(account)
      },
      reached: (sweep) => {
        saved = sweep
      },
    },
    stop.signal,
  ).catch((error: unknown) => error as Error)
  return { last, lines, saved }
}

const MIXED = [
  phoneAccount('left', 0),
  phoneAccount('own', 1, { app_metadata: {} }),
  phoneAccount('blocked', 2, { blocked: true }),
  phoneAccount('plan', 3, { app_metadata: { phone_link_born: true, plan: 'gold' } }),
  phoneAccount('used', 4, { last_login: '2026-03-01T00:00:00.000Z' }),
  phoneAccount('later', 40 * 86_400),
]

describe('listing', () => {
  test('tells what is left over and deletes nobody', async () => {
    const tenant = fakeTenant(MIXED)
    const { last, lines } = await run(sweepOf(false), tenant)
    expect(lines).toEqual([
      ...['sms|left left_over', 'sms|own unmarked', 'sms|blocked kept', 'sms|plan kept', 'sms|used kept'],
    ])
    expect(last).toMatchObject({
      before: new Date('2026-02-01T00:00:00.000Z'),
      tally: {
        ...{ seen: 5, leftOver: 1, deleted: 0, unmarked: 1, gone: 0 },
        kept: { blocked: 1, app_metadata: 1, recent: 1 },
      },
    })
    expect(tenant.present.size).toBe(MIXED.length)
  })
})

describe('deleting', () => {
  test('takes what is left over and nothing else', async () => {
    const tenant = fakeTenant(MIXED)
    const { last } = await run(sweepOf(true), tenant)
    expect(last).toMatchObject({ tally: { leftOver: 1, deleted: 1, unmarked: 1 } })
    expect([...tenant.present.keys()]).toEqual(MIXED.slice(1).map(({ user_id }) => user_id))
  })

  test.each([false, true])('takes all of 1500, with an index that lags behind: %s', async (lags) => {
    const tenant = fakeTenant(phoneAccounts(1500), { lags })
    const { last } = await run(sweepOf(true), tenant)
    expect(last).toMatchObject({ tally: { seen: 1500, deleted: 1500 } })
    expect(tenant.present.size).toBe(0)
  })

  test.each<[string, Account | undefined, string]>([
    ['is gone', undefined, 'gone'],
    ['was linked, so that another account answers', phoneAccount('b', 0, { user_id: 'email|b' }), 'gone'],
    ['has come back', phoneAccount('a', 0, { last_login: NOW.toISOString() }), 'kept'],
    ['has lost its mark', phoneAccount('a', 0, { app_metadata: {} }), 'unmarked'],
  ])('leaves one that, read again, %s', async (_, present, becomes) => {
    const removed: string[] = []
    const tenant: Accounts = {
      ...fakeTenant([phoneAccount('a', 0)]),
      read: () => Promise.resolve(present),
      remove: (id) => Promise.resolve(void removed.push(id)),
    }
    expect((await run(sweepOf(true), tenant)).lines).toEqual([`sms|a ${becomes}`])
    expect(removed).toEqual([])
  })
})

describe('an interrupted sweep', () => {
  test.each([1, 99, 100, 101, 250])(
    'whose call %i fails goes on there, and counts everybody once',
    async (at) => {
      const tenant = fakeTenant([...phoneAccounts(120), ...phoneAccounts(30, 'b', 0, 500)])
      let calls = 0
      const failing: Accounts = {
        ...tenant,
        read: (id) => (++calls === at ? Promise.reject(new Error('reset')) : tenant.read(id)),
        remove: (id) => (++calls === at ? Promise.reject(new Error('reset')) : tenant.remove(id)),
      }
      const first = await run(sweepOf(true), failing)
      expect(first.last).toEqual(new Error('reset'))
      const second = await run(first.saved, failing)
      expect(second.last).toMatchObject({ tally: { seen: 150, leftOver: 150, deleted: 150, gone: 0 } })
      expect(first.lines.length + second.lines.length).toBe(150)
      expect(tenant.present.size).toBe(0)
    },
  )

  test('ends after the account that it is at', async () => {
    const tenant = fakeTenant(phoneAccounts(10))
    const stop = new AbortController()
    let met = 0
    const found = () => {
      met += 1
      if (met === 4) stop.abort()
    }
    const last = await runSweep(sweepOf(true), tenant, { found, reached: () => undefined }, stop.signal)
    expect([met, last.tally.deleted, tenant.present.size]).toEqual([4, 4, 6])
    const rest = await runSweep(last, tenant, { found: () => undefined, reached: () => undefined }, NEVER)
    expect([rest.tally.deleted, tenant.present.size]).toEqual([10, 0])
  })

  test('keeps its place after each deletion and each page', async () => {
    const places: number[] = []
    const onlookers = { found: () => undefined, reached: ({ tally }: Sweep) => void places.push(tally.seen) }
    await runSweep(sweepOf(true), fakeTenant(phoneAccounts(3)), onlookers, NEVER)
    expect(places).toEqual([1, 2, 3, 3, 3])
    places.length = 0
    await runSweep(sweepOf(false), fakeTenant(phoneAccounts(150)), onlookers, NEVER)
    expect(places).toEqual([100, 150, 150])
  })

  test('remembers where search did not reach', async () => {
    const { last } = await run(sweepOf(false), fakeTenant(phoneAccounts(1100, 'a', 0)))
    expect(last).toMatchObject({ beyondReach: ['2026-01-01T00:00:00.000Z'], tally: { seen: 1000 } })
  })
})
