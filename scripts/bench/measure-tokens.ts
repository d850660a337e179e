import type { CacheMode } from '../local-tenant/actions-runtime/action-cache.ts'
import type { BenchTenant } from './bench-tenant.ts'
import { linkSomebody } from './link-somebody.ts'
import type { Given, Measured, Section } from './report.ts'
import { countManagementTokens } from './run-records.ts'

export const tokens: Section = {
  name: 'tokens',
  about: 'Management API tokens fetched per 10,000 links, which count against a quota',
  measure,
}

/** Hours of the tenant's time over which the links are spread. */
const HOURS = 48
const MANY = 10_000
const MANY_TEXT = MANY.toLocaleString('en')

type CacheCase = {
  name: string
  mode: CacheMode
  /** Somebody adds a phone before the counting begins. */
  warmed: boolean
  /** What the number of tokens goes by: a cache that keeps them makes it a matter of time. */
  by: 'hours' | 'links'
}

const CASES: readonly CacheCase[] = [
  { name: 'cold: empty at first', mode: 'normal', warmed: false, by: 'hours' },
  { name: 'warm: a token is in it', mode: 'normal', warmed: true, by: 'hours' },
  { name: 'loses everything at once', mode: 'empty', warmed: false, by: 'links' },
  { name: 'failing: throws at every use', mode: 'failing', warmed: false, by: 'links' },
]

async function measure({ quick, tenant: borrow }: Given): Promise<Measured> {
  const tenant = await borrow()
  // On a cache that keeps nothing, every link is like any other.
  const links = quick ? { hours: 16, links: 4 } : { hours: 150, links: 50 }
  const rows: (string | number)[][] = []
  for (const each of CASES) {
    const count = links[each.by]
    const fetched = await countTokens(tenant, each, count)
    const extrapolated = each.by === 'hours' ? fetched : Math.round((fetched / count) * MANY)
    rows.push([each.name, count, fetched, (fetched / count).toFixed(2), extrapolated])
  }
  await tenant.control.setCache('normal')
  return {
    tables: [
      {
        title: 'Tokens of the Management API',
        head: ['cache', 'links measured', 'tokens measured', 'per link', `for ${MANY_TEXT} links`],
        rows,
        note: `The links are spread evenly over ${HOURS} hours of the tenant's clock; one token lives a day. The last column is extrapolated: with a cache that keeps tokens their number goes by time, so ${MANY_TEXT} links within the same ${HOURS} hours need as many as were measured, and over D days as many as D days have token lifetimes; with one that does not, it goes by links: the measured rate times ${MANY_TEXT}.`,
      },
    ],
    promises: rows.map(([name, count, fetched]) => ({
      promise: `at most one token a link, ${name}`,
      found: `${fetched} for ${count} links`,
      holds: Number(fetched) <= Number(count),
    })),
  }
}

async function countTokens(tenant: BenchTenant, each: CacheCase, links: number): Promise<number> {
  const { control } = tenant
  await control.setCache(each.mode)
  if (each.warmed) await linkSomebody(tenant)
  await control.clearRuns()
  for (let link = 0; link < links; link += 1) {
    if (link > 0) await control.advanceClock((HOURS * 3600) / links)
    await linkSomebody(tenant)
  }
  return countManagementTokens(await control.runs())
}
