import type { Account } from '../../../../scripts/sweep/account.ts'
import { BEGINNING, placeAfter, type Place } from '../../../../scripts/sweep/place.ts'
import type { Search } from '../../../../scripts/sweep/walk-accounts.ts'
import { walkAccounts } from '../../../../scripts/sweep/walk-accounts.ts'
import { fakeTenant, phoneAccount, phoneAccounts } from './fake-tenant.ts'

const BEFORE = new Date('2026-02-01T00:00:00.000Z')
const idsOf = (accounts: readonly Account[]) => accounts.map(({ user_id }) => user_id)

async function walk(search: Search, start: Place = BEGINNING) {
  const [met, beyondReach]: [Account[], (string | undefined)[]] = [[], []]
  for await (const stretch of walkAccounts(search, start, BEFORE)) {
    if ('accounts' in stretch) met.push(...stretch.accounts)
    else beyondReach.push(stretch.beyondReach.madeAt)
  }
  return { met: idsOf(met), beyondReach }
}

describe('everybody is met once, oldest first', () => {
  test.each<[string, Account[]]>([
    ['nobody', []],
    ['one', phoneAccounts(1)],
    ['a page', phoneAccounts(100)],
    ['a page and one', phoneAccounts(101)],
    ['more than search reaches', phoneAccounts(2345)],
    ['150 of one instant', [...phoneAccounts(150, 'a', 0), ...phoneAccounts(3, 'b', 1, 1)]],
    [
      '999 of one instant',
      [...phoneAccounts(3), ...phoneAccounts(999, 'b', 0, 9), ...phoneAccounts(3, 'c', 1, 10)],
    ],
    ['two a second', [...phoneAccounts(700), ...phoneAccounts(700, 'b')]],
  ])('%s', async (_, accounts) => {
    const { met, beyondReach } = await walk(fakeTenant(accounts).search)
    expect(met).toHaveLength(accounts.length)
    expect(new Set(met)).toEqual(new Set(idsOf(accounts)))
    expect(beyondReach).toEqual([])
    const madeAt = new Map(accounts.map(({ user_id, created_at }) => [user_id, created_at ?? '']))
    const times = met.map((id) => madeAt.get(id) ?? '')
    expect(times).toEqual(times.toSorted())
  })
})

describe('a walk', () => {
  test('asks for phone accounts up to the given time, from the last one seen on', async () => {
    const tenant = fakeTenant(phoneAccounts(120))
    await walk(tenant.search)
    const asks = (from: string) => ({
      query: `identities.provider:"sms" AND user_id:sms* AND created_at:[${from} TO 2026-02-01T00:00:00.000Z]`,
      page: 0,
    })
    expect(tenant.asked).toEqual([
      asks('*'),
      asks('2026-01-01T00:01:39.000Z'),
      asks('2026-01-01T00:01:59.000Z'),
    ])
  })

  test('goes on from a place within an instant', async () => {
    const accounts = phoneAccounts(5, 'a', 0)
    const place = accounts.slice(0, 2).reduce(placeAfter, BEGINNING)
    expect((await walk(fakeTenant(accounts).search, place)).met).toEqual(['sms|a2', 'sms|a3', 'sms|a4'])
  })

  test('leaves nobody out when those that were met vanish meanwhile', async () => {
    const accounts = [...phoneAccounts(350), ...phoneAccounts(350, 'b', 0, 1000)]
    const tenant = fakeTenant(accounts)
    const met: (string | undefined)[] = []
    for await (const stretch of walkAccounts(tenant.search, BEGINNING, BEFORE)) {
      if (!('accounts' in stretch)) throw new Error('Nothing is beyond reach here.')
      met.push(...idsOf(stretch.accounts))
      for (const { user_id } of stretch.accounts) tenant.indexed.delete(user_id ?? '')
    }
    expect(met.toSorted()).toEqual(idsOf(accounts).toSorted())
  })

  test('goes on after a page that is short because some of those found are gone', async () => {
    const accounts = phoneAccounts(300)
    const { search } = fakeTenant(accounts)
    const shortened: Search = async (query, page) => {
      const { accounts, total } = await search(query, page)
      return { accounts: accounts.filter((_, index) => index % 10 !== 1), total }
    }
    expect((await walk(shortened)).met.length).toBeGreaterThan(260)
  })

  test('says where more were made at once than search shows, and goes on after that', async () => {
    const crowd = phoneAccounts(1200, 'b', 0, 9)
    const { met, beyondReach } = await walk(
      fakeTenant([phoneAccount('a', 0), ...crowd, phoneAccount('c', 10)]).search,
    )
    expect(beyondReach).toEqual(['2026-01-01T00:00:09.000Z'])
    expect(met).toHaveLength(1002)
    expect([met.at(0), met.at(-1)]).toEqual(['sms|a', 'sms|c'])
  })
})

describe('a walk ends even if the search', () => {
  const crowd = phoneAccounts(100, 'a', 0)
  test.each<[string, Search]>([
    ['shows the same page for ever', () => Promise.resolve({ accounts: crowd, total: 5000 })],
    [
      'tells no times',
      () => Promise.resolve({ accounts: crowd.map(({ user_id }) => ({ user_id })), total: 5000 }),
    ],
    [
      'shows the newest first',
      () => Promise.resolve({ accounts: phoneAccounts(100).toReversed(), total: 5000 }),
    ],
    [
      'writes one instant in two ways',
      () =>
        Promise.resolve({
          accounts: [
            phoneAccount('a', 0, { created_at: '2026-01-01T00:00:00Z' }),
            phoneAccount('b', 0, { created_at: '2026-01-01T00:00:00.000Z' }),
          ],
          total: 2,
        }),
    ],
    ['counts more than it shows', () => Promise.resolve({ accounts: [], total: 5000 })],
  ])('%s', async (_, search) => {
    const { met } = await walk(search)
    expect(new Set(met).size).toBe(met.length)
  })
})
