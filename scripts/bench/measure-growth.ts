import { callsOf, LOGIN_ACTIONS, measureWait, runOf } from './run-records.ts'
import type { BenchTenant } from './bench-tenant.ts'
import { startBenchTenant } from './bench-tenant.ts'
import { withAccounts, emailOfAccount } from './grown-snapshot.ts'
import { median, ratio } from './median.ts'
import type { Curves, Given, Measured, Section } from './report.ts'
import { ADD_PHONE, BY_EMAIL, logIn } from './visitor.ts'

export const growth: Section = {
  name: 'growth',
  about: 'a login and a link in a tenant of 1, 10, 100, 1,000 and 10,000 accounts',
  measure,
}

const SIZES = [1, 10, 100, 1000, 10_000] as const
/** Each is a tenant that has to start. */
const QUICK_SIZES = [1, 100, 10_000] as const

/** One round in one tenant; milliseconds and outside calls. */
type Round = { login: number; loginCalls: number; link: number; linkCalls: number; page: number }

async function measure({ quick, snapshotFile, progress }: Given): Promise<Measured> {
  const rounds = quick ? 4 : 21
  const tenants: { accounts: number; tenant: BenchTenant; rounds: Round[] }[] = []
  try {
    progress.step('Tenants of 1 to 10,000 accounts start')
    const starting = (quick ? QUICK_SIZES : SIZES).map(async (accounts) => {
      const tenant = await withAccounts(accounts, snapshotFile, (snapshot) => startBenchTenant({ snapshot }))
      tenants.push({ accounts, tenant, rounds: [] })
    })
    const failed = (await Promise.allSettled(starting)).find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    tenants.sort((one, other) => one.accounts - other.accounts)
    // Workers, connections and compiled code are warm then.
    for (const { tenant } of tenants) await measureRound(tenant)
    for (let round = 0; round < rounds; round += 1) {
      // In turns, so that a machine that is slow for a while is slow for all.
      for (const { tenant, rounds: done } of tenants) done.push(await measureRound(tenant))
    }
  } finally {
    await Promise.all(tenants.map(({ tenant }) => tenant.stop()))
  }
  const sizes = tenants.map(({ accounts, rounds: done }) => ({ accounts, ...middleOf(done) }))
  return summarize(sizes, rounds)
}

function summarize(sizes: ({ accounts: number } & Round)[], rounds: number): Measured {
  const [least] = sizes
  if (least === undefined) throw new Error('Nothing was measured.')
  const rows = sizes.map((size) => [
    ...[size.accounts.toLocaleString('en'), size.login.toFixed(2), ratio(size.login, least.login)],
    ...[size.loginCalls, size.link.toFixed(1), ratio(size.link, least.link), size.linkCalls],
    ratio(size.page, least.page),
  ])
  const curve: NonNullable<Curves['growth']> = sizes.map(({ accounts, login, link, page }) => ({
    ...{ accounts, login: login / least.login, link: link / least.link },
    page: page / least.page,
  }))
  return {
    tables: [
      {
        title: 'From 1 to 10,000 accounts',
        head: [
          ...['accounts', 'login, ms', 'times 1 account', 'calls', 'link, ms', 'times 1 account', 'calls'],
          'whole login with pages, times 1 account',
        ],
        rows,
        note: `What our Actions work in an ordinary login, all four together, and phone-challenge on the way back of a link, without its waiting for answers; medians of ${rounds}, the tenants in turns. The last column is the local tenant's own work, which searches lists where Auth0 has indexes: it is told apart because it says nothing of the Actions. What a link works is a few milliseconds between two answers, so its ratios scatter with the machine: it is growth that would climb from row to row.`,
      },
    ],
    promises: [
      {
        promise: 'calls of a login and of a link are the same with 10,000 accounts as with one',
        found: sizes.map(({ loginCalls, linkCalls }) => `${loginCalls} and ${linkCalls}`).join(', '),
        holds: sizes.every(
          (size) => size.loginCalls === least.loginCalls && size.linkCalls === least.linkCalls,
        ),
      },
    ],
    curves: { growth: curve },
  }
}

async function measureRound(tenant: BenchTenant): Promise<Round> {
  const { control } = tenant
  await control.clearRuns()
  const started = performance.now()
  await logIn(tenant.visitorAt(emailOfAccount(0)), BY_EMAIL)
  const page = performance.now() - started
  const passed = await control.runs()
  const ours = LOGIN_ACTIONS.map((name) => runOf(passed, name))
  await logIn(tenant.visitor(), { ...BY_EMAIL, ...ADD_PHONE })
  const link = runOf(await control.runs(), 'phone-challenge', 'onContinuePostLogin')
  return {
    login: ours.reduce((sum, { run_ms }) => sum + run_ms, 0),
    loginCalls: ours.reduce((sum, run) => sum + callsOf(run).length, 0),
    link: link.run_ms - measureWait(callsOf(link)).waiting,
    linkCalls: callsOf(link).length,
    page,
  }
}

function middleOf(rounds: readonly Round[]): Round {
  const of = (what: keyof Round) => median(rounds.map((round) => round[what]))
  const most = (what: keyof Round) => Math.max(...rounds.map((round) => round[what]))
  return {
    ...{ login: of('login'), link: of('link'), page: of('page') },
    ...{ loginCalls: most('loginCalls'), linkCalls: most('linkCalls') },
  }
}
