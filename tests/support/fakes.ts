import type { Change } from '../../lib/core/change.ts'
import type { Proof } from '../../lib/core/proof.ts'
import { parseUserId } from '../../lib/core/user-id.ts'
import type { IdentityRef, UserId } from '../../lib/core/user-id.ts'
import type {
  Accounts,
  Clock,
  Entropy,
  Fingerprints,
  InnerLogin,
  LinkAnswer,
  ProofVerifier,
  RemovalAnswer,
  SecurityEvents,
  TicketSeals,
  World,
} from '../../lib/ports.ts'

type Exchanged = Awaited<ReturnType<InnerLogin['exchange']>>
type Pushed = Awaited<ReturnType<SecurityEvents['push']>>

/**
 * A world that answers as it is told, and remembers in which order it was asked. Told nothing, everything goes
 * well for `email|ada`: a new phone account is proven and linked, and phones that are to go are gone.
 */
export class FakeWorld implements World {
  /** What was asked, oldest first, e.g. `link email|ada sms|new`. */
  readonly calls: string[] = []

  now = new Date('2026-03-01T12:00:00Z')
  exchanged: Exchanged | Error = { kind: 'token', idToken: 'id-token' }
  proof: Proof | Error | undefined = {
    subject: parseUserId('sms|new') as UserId,
    nonce: 'n-1',
    authTime: new Date('2026-03-01T11:59:30Z'),
    phoneNumber: '+4915112345678',
    phoneVerified: true,
    history: 'fresh',
    provenBy: 'sms',
  }
  linked: LinkAnswer = { kind: 'linked', phones: ['new'] }
  /** What reading the account's phones gives. */
  phones: readonly string[] | undefined = []
  /** What taking a phone off ends with, by its id; `removed` for those that are not named. */
  removals: Readonly<Record<string, RemovalAnswer>> = {}
  /** What deleting a phone account that was left over ends with. */
  deleted: RemovalAnswer = { kind: 'removed' }
  pushed: Pushed = { kind: 'sent' }
  /** While set, what the code exchange and both preparations wait for. */
  until: Promise<void> | undefined

  readonly clock: Clock = { now: () => this.now }
  /** Every byte is one more than the one before, across calls. */
  readonly entropy: Entropy = {
    bytes: (count) => Uint8Array.from({ length: count }, () => (this.#byte += 1)),
  }
  readonly fingerprints: Fingerprints = {
    of: (phone) => `fp of ${phone.slice(-2)}`,
    ofBlock: (phone) => `bl of ${phone.slice(-6, -4)}`,
  }
  readonly ticketSeals: TicketSeals = { seal: (owner, at) => `sealed ${owner} ${at.toISOString()}` }
  readonly innerLogin: InnerLogin = {
    exchange: async (code, verifier) => {
      await this.#asked(`exchange ${code} ${verifier}`)
      return orThrow(this.exchanged)
    },
  }
  readonly proofs: ProofVerifier = {
    prepare: () => this.#asked('prepare proofs'),
    verify: async (idToken) => {
      this.calls.push(`verify ${idToken}`)
      return Promise.resolve(orThrow(this.proof))
    },
  }
  readonly accounts: Accounts = {
    prepare: () => this.#asked('prepare accounts'),
    link: (primary, secondary) => {
      this.calls.push(`link ${primary} ${nameOf(secondary)}`)
      return Promise.resolve(this.linked)
    },
    removePhone: (primary, phone) => {
      this.calls.push(`remove ${primary} ${nameOf(phone)}`)
      return Promise.resolve(this.removals[phone.id] ?? { kind: 'removed' })
    },
    deleteLeftOver: (phone) => {
      this.calls.push(`delete ${nameOf(phone)}`)
      return Promise.resolve(this.deleted)
    },
    readPhones: (primary) => {
      this.calls.push(`read ${primary}`)
      return Promise.resolve(this.phones)
    },
  }
  /** What it was told of, besides the call itself. */
  readonly changes: Change[] = []
  readonly securityEvents: SecurityEvents = {
    push: (subject, change) => {
      this.calls.push(`push ${subject} ${change.did}`)
      this.changes.push(change)
      return Promise.resolve(this.pushed)
    },
  }
  #byte = 0

  async #asked(call: string): Promise<void> {
    this.calls.push(call)
    await this.until
    this.calls.push(`${call} done`)
  }
}

function nameOf({ provider, id }: IdentityRef): string {
  return `${provider}|${id}`
}

function orThrow<Value>(value: Value | Error): Value {
  if (value instanceof Error) throw value
  return value
}
