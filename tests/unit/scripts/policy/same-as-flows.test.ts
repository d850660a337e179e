import { keyedFingerprints, keyedSeals } from '../../../../lib/adapters/fingerprints.ts'
import { PARSING_METADATA } from '../../../../lib/adapters/parsing-metadata.ts'
import { sentCodesMemory } from '../../../../lib/adapters/sent-codes-memory.ts'
import { judgeTypedNumber } from '../../../../lib/adapters/typed-number.ts'
import type { Effect } from '../../../../lib/core/effects.ts'
import type { Login } from '../../../../lib/core/login.ts'
import { NUMBER_TABLE } from '../../../../lib/core/number-table.ts'
import { parsePhoneNumber } from '../../../../lib/core/phone-number.ts'
import { NO_POLICY } from '../../../../lib/core/policy.ts'
import type { Want } from '../../../../lib/core/want.ts'
import { beginAsking, finishAsking } from '../../../../lib/flows/ask.ts'
import { begin } from '../../../../lib/flows/begin.ts'
import { deliver } from '../../../../lib/flows/deliver.ts'
import { buildAttempts, parseAttempts } from '../../../../lib/protocol/app-metadata.ts'
import { parseCorrelationId } from '../../../../lib/protocol/correlation-id.ts'
import { judgeAttempt } from '../../../../scripts/policy/judge-attempt.ts'
import type { CodeAttempt, Rules } from '../../../../scripts/policy/judge-attempt.ts'
import { emptyMemory } from '../../../../scripts/policy/replay.ts'
import { codeMessage } from '../../../support/code-message.ts'
import { FakeWorld } from '../../../support/fakes.ts'
import { effectOf, lineOf } from '../../../support/phone-logins.ts'
import type { Chance } from '../../../../scripts/policy/seeded-chance.ts'
import { seededChance } from '../../../../scripts/policy/seeded-chance.ts'
import { recordingCache } from '../../../support/recording-cache.ts'
import { eligibleLogin, userId } from '../../../support/values.ts'

const KEY = 'the tenant’s key, of thirty-two characters'
const NOW = new Date('2026-03-01T12:00:00Z')
const FORMS = { offer: 'offer', required: 'required', number: 'number', removal: 'removal' }
const setting = { host: 'acme.eu.auth0.com', companionClientId: 'companion', uiLocales: [] }
const reached = {
  account: {
    identityCount: 1,
    foreignMetadataKeys: [],
    bornInInnerLogin: false,
    loginsCount: 1,
    createdAt: NOW,
  },
  phone: undefined,
  phoneVerified: false,
}

const rules: Rules = {
  numbers: { countries: ['DE', 'GB'], kinds: ['mobile'] },
  known: { table: NUMBER_TABLE, metadata: PARSING_METADATA },
  codesPerHour: undefined,
  collectNumber: false,
}

/** The Actions themselves, over a tenant that keeps what they write as text. */
class Tenant {
  readonly #rules: Rules
  readonly #accounts = new Map<string, string>()
  readonly #codes = sentCodesMemory(recordingCache('working', () => this.#now))
  #now = NOW

  constructor(rules: Rules) {
    this.#rules = rules
  }

  /** `sent`, or the word that the log has for it. */
  async ask(attempt: CodeAttempt): Promise<string> {
    const { numbers, collectNumber } = this.#rules
    const login = { ...eligibleLogin(attempt.at), userId: userId(`email|${attempt.user}`) }
    login.attempts = parseAttempts(JSON.parse(this.#accounts.get(attempt.user) ?? '[]'))

    const clock = { now: () => attempt.at }
    this.#now = attempt.at
    const typed = judgeTypedNumber(fieldOf(attempt), numbers)
    const asked = beginAsking({ login, policy: NO_POLICY, collectNumber, forms: FORMS }, clock)
    login.want = wantOf(asked)
    if (effectOf('render', asked)) {
      login.want = wantOf(finishAsking(login, { accepted: true, number: typed }))
    }

    const effects = await this.#begin(login, attempt)
    const url = effectOf('send_to', effects)?.url
    if (url === undefined) {
      const line = lineOf(effects)
      return line.includes('phone_not_supported') && typed.kind === 'refused' ? typed.why : line
    }
    // Universal Login hands over E.164: what was typed there is read as everywhere.
    const phone = collectNumber ? undefined : parsePhoneNumber(attempt.number)
    if (phone === undefined && typed.kind === 'refused') return typed.why
    return this.#deliver(phone ?? (typed.kind === 'number' ? typed.phone : undefined), url, attempt.at)
  }

  async #begin(login: Login, { user, at }: CodeAttempt): Promise<Effect[]> {
    const world = Object.assign(new FakeWorld(), {
      now: at,
      fingerprints: keyedFingerprints(KEY),
      ticketSeals: keyedSeals(KEY),
    })
    const effects = await begin({ login, setting, reached, audit: undefined }, world)
    const attempts = effectOf('record_attempts', effects)?.attempts
    if (attempts) this.#accounts.set(user, JSON.stringify(buildAttempts(attempts)))
    return effects
  }

  async #deliver(to: ReturnType<typeof parsePhoneNumber>, url: string, now: Date): Promise<string> {
    const ticket = parseCorrelationId(new URL(url).searchParams.get('correlation_id'), KEY)
    const delivered = await deliver(
      {
        code: { to, client: 'companion', purpose: 'sign_in', linked: [], phoneAccount: undefined, ticket },
        message: codeMessage,
        rules: { numbers: this.#rules.numbers, ticketCheck: true, smsOnlyAccounts: 'refuse' },
        codesPerHour: this.#rules.codesPerHour,
      },
      {
        clock: { now: () => now },
        fingerprints: keyedFingerprints(KEY),
        linkedNumbers: { find: () => Promise.resolve('not_linked') },
        provider: { deliver: () => Promise.resolve({ kind: 'sent' }) },
        sentCodes: this.#codes,
      },
    )
    return delivered.kind === 'sent' ? 'sent' : delivered.reason
  }
}

function fieldOf({ number, ipCountry }: CodeAttempt) {
  return { national_number: number, ...(ipCountry !== '' && { country_code_iso: ipCountry }) }
}

function wantOf(effects: readonly Effect[]): Want | undefined {
  return effectOf('keep_want', effects)?.want
}

/** The log's words, by those of the replay. */
const LINES: Readonly<Record<string, string>> = {
  too_soon: 'refused too_soon',
  too_many_attempts: 'refused too_many_attempts',
  too_many_numbers: 'refused too_many_attempts numbers',
}

function* randomAttempts(count: number, chance: Chance): Generator<CodeAttempt> {
  let now = NOW.getTime()
  const pick = <T>(choices: readonly T[]): T => choices[chance(choices.length)] as T
  for (let made = 0; made < count; made += 1) {
    now += pick([0, 700, 9_300, 20_000, 61_000, made % 40 === 0 ? 4_000_000 : 1])
    const last = String(chance(9)).padStart(4, '0')
    yield {
      at: new Date(now),
      user: pick([`user${chance(3)}`, `user${chance(40)}`, `guest${chance(500)}`, `guest${made}`]),
      number: pick([
        ...[`+4915112340000`, `+49151123${pick(['4', '4', '5', chance(10)])}${last}`, `+491511230${last}`],
        ...[
          `+4474001${pick([chance(10), chance(10)])}${chance(10)}${last}`,
          `+49151${chance(1000) + 1000}0000`,
        ],
        ...[`0151 123 4${last}`, `00447400 12${last}`, `+44740012${last}`],
        pick([
          '+18765550100',
          '+4990012345',
          '090012345',
          '110',
          'x',
          '+12',
          '+49301234567',
          '+490151123400',
        ]),
      ]),
      ipCountry: pick(['DE', 'DE', 'DE', 'GB', 'JM', '']),
    }
  }
}

describe('the replay decides as the Actions do, on random attempts', () => {
  test.each<[string, Partial<Rules>, expected: string[]]>([
    [
      'of a tenant where Universal Login asks for the number',
      {},
      ['too_soon', 'too_many_attempts', 'owner_budget', 'number_budget', 'block_budget', 'kind_not_allowed'],
    ],
    [
      'of one whose own page asks for it',
      { collectNumber: true },
      ['too_soon', 'too_many_attempts', 'too_many_numbers', 'number_budget', 'block_budget', 'unreadable'],
    ],
    [
      'of one with a budget',
      { codesPerHour: 40 },
      ['hour_budget', 'country_not_allowed', 'short_or_emergency'],
    ],
  ])('%s', async (_tenant, change, expected) => {
    const tenant = new Tenant({ ...rules, ...change })
    const memory = emptyMemory()
    const seen = new Map<string, number>()
    let row = 0
    for (const attempt of randomAttempts(1200, seededChance(4))) {
      row += 1
      const verdict = judgeAttempt(attempt, { ...rules, ...change }, memory)
      const word = verdict.kind === 'sent' ? 'sent' : verdict.why
      seen.set(word, (seen.get(word) ?? 0) + 1)
      expect([row, LINES[word] ?? word]).toEqual([row, await tenant.ask(attempt)])
    }
    expect([...seen.keys()]).toEqual(expect.arrayContaining(expected))
    // More than the memory of codes holds, so that both have to forget.
    expect(seen.get('sent')).toBeGreaterThan(200)
  })
})
