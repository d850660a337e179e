import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunningTenant } from '../../../../scripts/local-tenant/start.ts'
import { startTenant } from '../../../../scripts/local-tenant/start.ts'
import type { Client, TenantState, User } from '../../../../scripts/local-tenant/state.ts'

/** Kinds of accounts, and how many there are of each: 1250 in all. */
export const KINDS = {
  left_over: 80,
  unmarked: 720,
  unmarked_since_yesterday: 40,
  made_yesterday: 60,
  used_yesterday: 20,
  blocked: 20,
  with_a_plan: 20,
  with_a_colour: 20,
  with_a_name: 20,
  linked: 150,
  email_alone: 100,
}

export type Kind = keyof typeof KINDS

const DAY = 86_400_000

/** A tenant with all these, and an application that may read users and no more. */
export type CrowdedTenant = {
  tenant: RunningTenant
  deployer: Client
  reader: Client
  /** Of accounts that are there now. */
  ids: () => Promise<string[]>
  idsOf: (kind: Kind) => string[]
  stop: () => Promise<void>
}

/** Accounts are written into a snapshot: to make them one by one would take minutes. */
export async function startCrowdedTenant(): Promise<CrowdedTenant> {
  const folder = mkdtempSync(join(tmpdir(), 'crowd-'))
  const snapshot = join(folder, 'tenant.json')
  const base = await startTenant()
  await base.control.saveSnapshot(snapshot)
  await base.stop()
  const saved = JSON.parse(readFileSync(snapshot, 'utf8')) as { state: TenantState }
  const users = allAccounts(Date.now())
  saved.state.users = users.map(({ user }) => user)
  const [deployer, reader] = addReader(saved.state)
  writeFileSync(snapshot, JSON.stringify(saved))
  const tenant = await startTenant({ snapshot, customDomains: ['127.0.0.1'] })
  return {
    ...{ tenant, deployer, reader },
    ids: async () => (await tenant.control.users()).map(({ user_id }) => user_id),
    idsOf: (kind) => users.filter((each) => each.kind === kind).map(({ user }) => user.user_id),
    async stop() {
      await tenant.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

function addReader({ configuration }: TenantState): [Client, Client] {
  const deployer = configuration.clients.find(({ name }) => name === 'Deploy')
  const grant = configuration.clientGrants.find(({ client_id }) => client_id === deployer?.client_id)
  if (deployer === undefined || grant === undefined) throw new Error('The base tenant has no client Deploy.')
  const reader = {
    ...deployer,
    name: 'Reader',
    client_id: 'reader',
    client_secret: `${deployer.client_secret}r`,
  }
  configuration.clients.push(reader)
  configuration.clientGrants.push({
    ...{ ...grant, id: 'cgr_reader', client_id: reader.client_id },
    scope: ['read:users'],
  })
  return [deployer, reader]
}

function allAccounts(now: number): { kind: Kind; user: User }[] {
  const kinds = Object.entries(KINDS) as [Kind, number][]
  return kinds.flatMap(([kind, count], of) =>
    Array.from({ length: count }, (_, index) => ({ kind, user: account(kind, of, index, now) })),
  )
}

function account(kind: Kind, of: number, index: number, now: number): User {
  const id = `${kind.replaceAll('_', '')}${String(index).padStart(12, '0')}`
  const number = `+49151${String(of * 10_000 + index).padStart(8, '0')}`
  // Two kinds at each of their instants, and 30 left-overs at one.
  const instant = kind === 'left_over' && index < 30 ? 0 : index
  const made = new Date(now - 100 * DAY + instant * 60_000).toISOString()
  const yesterday = new Date(now - DAY).toISOString()
  const phone: User = {
    user_id: `sms|${id}`,
    identities: [{ provider: 'sms', user_id: id, connection: 'sms', isSocial: false }],
    ...{ phone_number: number, phone_verified: true, name: number, picture: 'https://example.com/p.png' },
    ...{ created_at: made, updated_at: made, last_login: made, logins_count: 1 },
    ...{ user_metadata: {}, app_metadata: { phone_link_born: true } },
  }
  return { ...phone, ...differencesOf(kind, id, number, yesterday) }
}

function differencesOf(kind: Kind, id: string, number: string, yesterday: string): Partial<User> {
  const email = { provider: 'email', user_id: id, connection: 'email', isSocial: false }
  const address = {
    user_id: `email|${id}`,
    email: `${id}@example.com`,
    email_verified: true,
    app_metadata: {},
  }
  switch (kind) {
    case 'left_over':
      return {}
    case 'unmarked':
      return { app_metadata: {} }
    case 'unmarked_since_yesterday':
      return { app_metadata: {}, created_at: yesterday, updated_at: yesterday, last_login: yesterday }
    case 'made_yesterday':
      return { created_at: yesterday, updated_at: yesterday, last_login: yesterday }
    case 'used_yesterday':
      return { updated_at: yesterday, last_login: yesterday, logins_count: 2 }
    case 'blocked':
      return { blocked: true }
    case 'with_a_plan':
      return { app_metadata: { phone_link_born: true, plan: 'gold' } }
    case 'with_a_colour':
      return { user_metadata: { colour: 'blue' } }
    case 'with_a_name':
      return { given_name: 'Ann' }
    case 'linked': {
      const sms = { provider: 'sms', user_id: id, connection: 'sms', isSocial: false }
      const linked = { ...sms, profileData: { phone_number: number, phone_verified: true, name: number } }
      return { ...address, identities: [email, linked] }
    }
    case 'email_alone':
      return { ...address, identities: [email] }
  }
}
