import type { SentCodes } from '../../lib/core/code-budget.ts'
import { NO_CODES } from '../../lib/core/code-budget.ts'
import type { CodeMessage, DeliveryAnswer } from '../../lib/core/delivery.ts'
import type { DeliverPorts } from '../../lib/flows/deliver.ts'
import type { Clock, CodeProvider, Fingerprints, LinkedNumbers, SentCodesMemory } from '../../lib/ports.ts'

type Found = Awaited<ReturnType<LinkedNumbers['find']>>

/**
 * What delivers codes, as it is told, and remembers what was done in which order. Told nothing, every number is linked
 * to somebody, and every code is sent.
 */
export class FakeDelivery implements DeliverPorts {
  /** What was done, oldest first, e.g. `look up +4915112345678`. */
  readonly calls: string[] = []
  readonly messages: CodeMessage[] = []

  now = new Date('2026-03-01T12:00:00Z')
  found: Found = 'linked'
  answer: DeliveryAnswer = { kind: 'sent' }
  codes: SentCodes = NO_CODES
  /** While set, what looking up and sending wait for. */
  until: Promise<void> | undefined

  readonly clock: Clock = { now: () => this.now }
  /** The last digits of a number, or of its block: as wide as what is kept of them. */
  readonly fingerprints: Fingerprints = {
    of: (phone) => `${phone.slice(-6)}, and more that is not kept`,
    ofBlock: (phone) => `${phone.slice(-8, -4)}, and more that is not kept`,
  }
  readonly linkedNumbers: LinkedNumbers = {
    find: async (phone) => {
      this.calls.push(`look up ${phone}`)
      await this.until
      return this.found
    },
  }
  readonly provider: CodeProvider = {
    deliver: async (message) => {
      this.calls.push(`send ${message.to}`)
      this.messages.push(message)
      await this.until
      return this.answer
    },
  }
  readonly sentCodes: SentCodesMemory = {
    read: () => this.codes,
    write: (codes) => {
      this.calls.push(`write ${codes.latest.length}`)
      this.codes = codes
    },
  }
}
