import { planLimits } from '../../../scripts/local-tenant/rate-limits/plan-limits.ts'
import type { Plan } from '../../../scripts/local-tenant/rate-limits/plans.ts'
import type { Unknowns } from '../../../scripts/local-tenant/unknowns.ts'
import { type Answer, useBaseTenant } from '../management/support/base-tenant-api.ts'

const api = useBaseTenant()

const NOON = Date.parse('2026-03-01T12:00:00.000Z') / 1000
const limitedLike = (plan: Plan, unknowns: Partial<Unknowns> = {}) => {
  api.tenant.planLimits = planLimits(plan)
  api.tenant.unknowns = { ...api.tenant.unknowns, ...unknowns }
}
const headersOf = ({ headers }: Answer) =>
  ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)))
const ask = (method: string, path: string) => api.call(method, path, method === 'GET' ? undefined : {})
const answers = async (count: number, method: string, path: string) => {
  const given: Answer[] = []
  for (let asked = 0; asked < count; asked += 1) given.push(await ask(method, path))
  return given
}
/** How many requests are answered before the first that is refused. */
const allowed = async (method: string, path: string) => {
  for (let asked = 0; asked < 200; asked += 1) {
    if ((await ask(method, path)).status === 429) return asked
  }
  return 200
}

const USER = '/users/email%7C1'
const LINKS = `${USER}/identities`

test.each<[plan: Plan, method: string, path: string, burst: number, seconds: number, added: number]>([
  ['free', 'GET', USER, 2, 1, 2],
  ['free', 'POST', LINKS, 2, 0.5, 1],
  ['free', 'GET', USER, 2, 3600, 2],
  ['essentials', 'GET', USER, 40, 6, 40],
  ['essentials', 'PATCH', USER, 20, 3, 10],
  ['essentials', 'POST', LINKS, 20, 6, 20],
  ['essentials', 'DELETE', USER, 20, 3, 10],
  ['professional', 'POST', LINKS, 20, 3, 10],
  ['professional', 'GET', '/clients', 5, 3, 5],
  ['professional', 'GET', '/connections', 5, 6, 5],
  ['professional', 'GET', '/logs', 10, 3, 5],
  ['professional', 'GET', '/organizations', 5, 6, 5],
  ['professional', 'PATCH', '/organizations/org_1', 5, 12, 5],
  ['professional', 'GET', '/actions/actions', 10, 2, 5],
  ['enterprise', 'POST', LINKS, 50, 1, 16],
  ['enterprise', 'GET', '/emails/provider', 15, 2, 5],
])('%s: %s %s is answered %i times, and after %i s %i times more', async (...row) => {
  const [plan, method, path, burst, seconds, added] = row
  limitedLike(plan)
  expect(await allowed(method, path)).toBe(burst)
  api.advance(seconds)
  expect(await allowed(method, path)).toBe(added)
})

test('what is refused is told in the words and headers of Auth0, and nothing is done', async () => {
  limitedLike('free')
  const body = { name: 'One more' }
  const given = await answers(2, 'GET', '/clients')
  expect(given.map(headersOf)).toEqual([
    [2, 1, NOON + 1],
    [2, 0, NOON + 1],
  ])
  const refused = await api.call('POST', '/clients', body)
  expect(refused).toMatchObject({ status: 429, body: { errorCode: 'too_many_requests' } })
  expect(headersOf(refused)).toEqual([2, 0, NOON + 1])
  expect(refused.headers.get('retry-after')).toBeNull()
  api.advance(1)
  expect((await api.call('POST', '/clients', body)).status).toBe(201)
})

test('whoever waits until the reset that was told is answered, whatever the bucket', async () => {
  limitedLike('professional')
  const refused = (await answers(21, 'POST', LINKS))[20] as Answer
  expect(refused.status).toBe(429)
  const wait = (headersOf(refused)[2] as number) - NOON
  expect(wait).toBe(1)
  api.advance(wait)
  expect((await api.call('POST', LINKS, {})).status).not.toBe(429)
})

test('the whole API is counted before the endpoint, and its refusal costs the endpoint nothing', async () => {
  limitedLike('free')
  expect((await answers(3, 'GET', '/emails/provider')).map(headersOf)).toEqual([
    [5, 4, NOON + 3],
    [5, 3, NOON + 3],
    [2, 0, NOON + 1],
  ])
})

test('the limits of groups are apart from each other', async () => {
  limitedLike('essentials')
  expect(await allowed('POST', LINKS)).toBe(20)
  expect(await allowed('DELETE', USER)).toBe(20)
  expect(await allowed('GET', USER)).toBe(40)
})

test.each([
  ['users', 20],
  ['other_endpoints', 10],
] as const)('linking may count as %s: %i at once', async (identitiesRate, burst) => {
  limitedLike('professional', { identitiesRate })
  expect(await allowed('POST', LINKS)).toBe(burst)
})

test.each([
  ['gradual', 0],
  ['window', 2],
] as const)(
  'a bucket may fill up in a %s way: a quarter of a second later %i more',
  async (refill, added) => {
    limitedLike('free', { rateLimitRefill: refill })
    api.advance(0.75)
    expect(await allowed('GET', USER)).toBe(2)
    api.advance(0.25)
    expect(await allowed('GET', USER)).toBe(added)
  },
)

test('a 429 may say in a header of its own how long to wait', async () => {
  limitedLike('free', { retryAfter: 'present' })
  const [first, , refused] = await answers(3, 'GET', USER)
  expect([first?.headers.get('retry-after'), refused?.headers.get('retry-after')]).toEqual([null, '1'])
})

test('where the Authentication API alone is limited, this one is not', async () => {
  api.tenant.planLimits = planLimits('free', ['authentication'])
  expect((await answers(3, 'GET', USER)).map(({ status }) => status)).toEqual([404, 404, 404])
})
