import type { Account } from '../../../../scripts/sweep/account.ts'
import type { Accounts } from '../../../../scripts/sweep/run-sweep.ts'
import { PAGE_SIZE } from '../../../../scripts/sweep/walk-accounts.ts'

const RANGE = /created_at:([[{])(\S+) TO (\S+)\]$/

/** A phone account, made so many seconds after the beginning of the year. */
export const phoneAccount = (name: string, second: number, more: Partial<Account> = {}): Account => {
  const time = new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()
  return {
    user_id: `sms|${name}`,
    identities: [{ provider: 'sms', user_id: name, connection: 'sms', isSocial: false }],
    ...{ created_at: time, updated_at: time, app_metadata: { phone_link_born: true } },
    ...more,
  }
}

/** Many of them, a second apart unless all are made at once. */
export const phoneAccounts = (count: number, prefix = 'a', apart = 1, from = 0): Account[] =>
  Array.from({ length: count }, (_, index) => phoneAccount(`${prefix}${index}`, from + index * apart))

/** A tenant with accounts, and an index of them that may lag behind. */
export function fakeTenant(accounts: readonly Account[], { lags = false } = {}) {
  const present = new Map(accounts.map((account) => [account.user_id ?? '', account]))
  const indexed = new Map(present)
  const asked: { query: string; page: number }[] = []
  const calls: Accounts = {
    search(query, page) {
      asked.push({ query, page })
      if ((page + 1) * PAGE_SIZE > 1000) throw new Error('You can only page through the first 1000 records.')
      const [, bracket = '', from = '', to = ''] = RANGE.exec(query) ?? []
      const found = [...indexed.values()]
        .filter(({ created_at: made = '' }) => made <= to)
        .filter(
          ({ created_at: made = '' }) => from === '*' || made > from || (bracket === '[' && made === from),
        )
        .toSorted((a, b) => ((a.created_at ?? '') < (b.created_at ?? '') ? -1 : 1))
      const page1 = found.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE)
      return Promise.resolve({ accounts: page1, total: found.length })
    },
    read: (id) => Promise.resolve(present.get(id)),
    remove(id) {
      present.delete(id)
      if (!lags) indexed.delete(id)
      return Promise.resolve()
    },
  }
  return { ...calls, present, indexed, asked }
}
