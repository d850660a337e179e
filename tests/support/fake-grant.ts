import type { AccountRecord } from '../../lib/core/effects.ts'
import type { LinkToken } from '../../lib/core/link-token.ts'
import type { GrantAccounts, LinkTokens, PrimaryAccount, RecordAnswer, TokenMarks } from '../../lib/ports.ts'
import { FakeWorld } from './fakes.ts'
import { NOW, ada } from './phone-logins.ts'
import { minutesBefore } from './values.ts'

/** Ada's account as the Management API has it, seen from the login of a phone. */
export const ADAS: PrimaryAccount = {
  login: { ...ada, grant: 'links', canShowPage: false, ask: { kind: 'nothing' }, methods: [] },
  audit: undefined,
  usedTokens: [],
}

/** What Ada's ID token says a minute after she has signed in. */
export const ADAS_TOKEN: LinkToken = {
  subject: ada.userId,
  methods: [{ name: 'email', at: minutesBefore(NOW, 1) }],
}

/** A world in which a phone is added by the OTP grant: told nothing, Ada adds one. */
export class FakeGrantWorld extends FakeWorld {
  token: LinkToken | Error | undefined = ADAS_TOKEN
  primary: PrimaryAccount | Error | undefined = ADAS
  /** What each writing of the account ends with, in their order; the last one stays. */
  recorded: RecordAnswer[] = [{ kind: 'recorded' }]
  /** What was written, oldest first. */
  readonly records: AccountRecord[][] = []

  readonly linkTokens: LinkTokens = {
    prepare: () => Promise.resolve(),
    read: (token) => {
      this.calls.push(`read token ${token}`)
      return this.token instanceof Error ? Promise.reject(this.token) : Promise.resolve(this.token)
    },
  }
  readonly grantAccounts: GrantAccounts = {
    prepare: () => {
      this.calls.push('prepare')
      return Promise.resolve()
    },
    read: (userId) => {
      this.calls.push(`read account ${userId}`)
      return this.primary instanceof Error ? Promise.reject(this.primary) : Promise.resolve(this.primary)
    },
    record: (userId, records) => {
      this.calls.push(`record ${userId} ${records.map(({ kind }) => kind).join(' ')}`)
      this.records.push([...records])
      const [first = { kind: 'recorded' as const }, ...rest] = this.recorded
      if (rest.length > 0) this.recorded = rest
      return Promise.resolve(first)
    },
  }
  readonly tokenMarks: TokenMarks = { of: (token) => `mark of ${token}` }
}
