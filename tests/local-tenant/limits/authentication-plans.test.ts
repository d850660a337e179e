import { planLimits } from '../../../scripts/local-tenant/rate-limits/plan-limits.ts'
import type { Plan } from '../../../scripts/local-tenant/rate-limits/plans.ts'
import { authorizeUrl, exchange, logInByEmail, useStage } from '../oidc/support/stage.ts'
import { HOST } from '../oidc/support/small-tenant.ts'

const stage = useStage()

const limitedLike = (plan: Plan) => {
  stage.tenant.planLimits = planLimits(plan)
}
const ask = (path: string, init?: RequestInit) => stage.fetch(`https://${HOST}${path}`, init)
const token = () => ask('/oauth/token', { method: 'POST' })
const keys = () => ask('/.well-known/jwks.json')
/** How many requests are answered before the first that is refused. */
const allowed = async (request: () => Promise<Response>) => {
  for (let asked = 0; asked < 400; asked += 1) if ((await request()).status === 429) return asked
  return 400
}

test.each<[plan: Plan, name: string, request: () => Promise<Response>, burst: number, added: number]>([
  ['free', 'the token endpoint', token, 30, 15],
  ['free', 'the keys', keys, 20, 10],
  ['essentials', 'the token endpoint', token, 25, 12],
  ['professional', 'the keys', keys, 25, 12],
  ['enterprise', 'the token endpoint', token, 100, 50],
])(
  '%s: %s answers at once as often as Auth0 says, and half as often again after half a second',
  async (...row) => {
    const [plan, , request, burst, added] = row
    limitedLike(plan)
    expect(await allowed(request)).toBe(burst)
    stage.advance(0.5)
    expect(await allowed(request)).toBe(added)
  },
)

test('free: 300 requests a minute to all of it, 5 more every second', async () => {
  limitedLike('free')
  const configuration = () => ask('/.well-known/openid-configuration')
  expect(await allowed(configuration)).toBe(300)
  stage.advance(1)
  expect(await allowed(configuration)).toBe(5)
})

test('a refusal says what Auth0 says', async () => {
  limitedLike('free')
  expect(await allowed(token)).toBe(30)
  const refused = await token()
  expect(await refused.json()).toEqual({
    ...{ error: 'too_many_requests', error_description: 'Global limit has been reached' },
  })
  const now = stage.tenant.world.clock.now().getTime() / 1000
  expect([...refused.headers].filter(([name]) => name.startsWith('x-ratelimit'))).toEqual([
    ['x-ratelimit-limit', '30'],
    ['x-ratelimit-remaining', '0'],
    ['x-ratelimit-reset', String(now + 1)],
  ])
})

test("ten requests for one person's profile, then five a minute", async () => {
  limitedLike('enterprise')
  const { body } = await exchange(stage, await logInByEmail(stage, stage.browser()))
  const profile = () => ask('/userinfo', { headers: { authorization: `Bearer ${body['access_token']}` } })
  expect(await allowed(profile)).toBe(10)
  stage.advance(12)
  expect(await allowed(profile)).toBe(1)
})

test.each([
  ['programs', 200],
  ['everything', 429],
] as const)('where %s count, a page beyond the limit is answered %i', async (authenticationRate, status) => {
  limitedLike('free')
  stage.tenant.unknowns.authenticationRate = authenticationRate
  for (let asked = 0; asked < 300; asked += 1) await ask('/.well-known/openid-configuration')
  expect((await stage.browser().open(authorizeUrl())).status).toBe(status)
})

test('what the Management API is asked does not count here', async () => {
  limitedLike('free')
  for (let asked = 0; asked < 301; asked += 1) await ask('/api/v2/clients')
  expect((await token()).status).not.toBe(429)
})
