import type { Plan } from '../local-tenant/rate-limits/plans.ts'
import type { BenchTenant } from './bench-tenant.ts'
import { bucketOfLinks } from './links-allowed.ts'

/** Somebody else's program uses up the burst: what comes then, comes at the rate that the plan allows for good. */
export async function emptyBucket(tenant: BenchTenant, plan: Plan): Promise<void> {
  const { origin, fetch: ask, machine, control } = tenant
  const answer = await ask(`${origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: machine.clientId,
      client_secret: machine.clientSecret,
      audience: `${origin}/api/v2/`,
    }),
  })
  const { access_token: token } = (await answer.json()) as { access_token: string }
  const somebody = (await control.state()).users[0]
  if (somebody === undefined) throw new Error('The tenant has no account that could be written.')
  const write = () =>
    ask(`${origin}/api/v2/users/${encodeURIComponent(somebody.user_id)}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user_metadata: { seen: true } }),
    })
  const { burst } = bucketOfLinks(plan)
  const answers = await Promise.all(Array.from({ length: burst + 5 }, write))
  const strange = answers.find(({ status }) => status !== 200 && status !== 429)
  if (strange) throw new Error(`The Management API answers ${strange.status} to a program that writes users.`)
  if (answers.every(({ status }) => status === 200))
    throw new Error(`The burst of the plan ${plan} cannot be used up: the limit does not hold.`)
}
