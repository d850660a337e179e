import type { Effect } from '../../../lib/core/effects.ts'
import type { LinkedPhone, Login } from '../../../lib/core/login.ts'
import type { PendingChange } from '../../../lib/core/pending-change.ts'
import type { Ticket } from '../../../lib/core/ticket.ts'
import { begin } from '../../../lib/flows/begin.ts'
import { finish } from '../../../lib/flows/finish.ts'
import type { Accounts } from '../../../lib/ports.ts'
import { FakeWorld } from '../../support/fakes.ts'
import {
  NEW,
  NOW,
  NUMBERS as POLICY,
  OLD,
  ada,
  denialOf,
  having,
  kindsOf,
  outcomeOf,
} from '../../support/phone-logins.ts'
import { minutesBefore } from '../../support/values.ts'

const NUMBERS: Record<string, LinkedPhone> = { old: OLD, new: NEW }
const bySms = { methods: [{ name: 'sms', at: minutesBefore(NOW, 1) }] }

/** Ada's account as the tenant has it: its phones, and phone accounts of their own. Dies after the call named. */
class DyingWorld extends FakeWorld {
  held: string[]
  strays: string[]
  readonly #diesAfter: string

  constructor(held: readonly string[], strays: readonly string[], diesAfter = 'never') {
    super()
    this.held = [...held]
    this.strays = [...strays]
    this.#diesAfter = diesAfter
  }

  override readonly accounts: Accounts = {
    prepare: () => Promise.resolve(),
    link: (_primary, { id }) => {
      this.strays = this.strays.filter((stray) => stray !== id)
      this.held = [...this.held, id]
      return this.#done('link', { kind: 'linked', phones: [...this.held] })
    },
    removePhone: async (_primary, phone) => {
      this.held = this.held.filter((id) => id !== phone.id)
      this.strays = [...this.strays, phone.id]
      await this.#done('unlink', undefined)
      return this.accounts.deleteLeftOver(phone)
    },
    deleteLeftOver: ({ id }) => {
      this.strays = this.strays.filter((stray) => stray !== id)
      return this.#done('delete', { kind: 'removed' })
    },
    readPhones: () => this.#done('read', [...this.held]),
  }

  #done<Answer>(call: string, answer: Answer): Promise<Answer> {
    this.calls.push(call)
    return call === this.#diesAfter ? Promise.reject(new Error('killed')) : Promise.resolve(answer)
  }
}

const setting = { host: 'acme.eu.auth0.com', companionClientId: 'companion', uiLocales: [] }
const reached = {
  account: {
    identityCount: 1,
    foreignMetadataKeys: [],
    bornInInnerLogin: false,
    loginsCount: 1,
    createdAt: NOW,
  },
  ...{ phone: undefined, phoneVerified: false },
}

function loginAt(world: DyingWorld, change: Partial<Login>): Login {
  const phones = world.held.flatMap((id) => NUMBERS[id] ?? [])
  return { ...ada, ask: { kind: 'nothing' }, ...having(...phones), ...change }
}

const start = (world: DyingWorld, change: Partial<Login>) =>
  begin({ login: loginAt(world, change), setting, reached, audit: undefined }, world)

const pendingIn = (effects: Effect[], pending: PendingChange | undefined) =>
  kindsOf(effects).includes('drop_pending') ? undefined : pending

describe('a change whose Action is killed', () => {
  const replacing: PendingChange = { intent: 'replace', leaving: ['old'], startedAt: minutesBefore(NOW, 2) }
  const ticket: Ticket = {
    ...{ intent: 'replace', because: 'asked', leaving: ['old'] },
    ...{ verifier: 'v-1', nonce: 'n-1', startedAt: minutesBefore(NOW, 2) },
  }
  const killedReplacement = async (diesAfter: string) => {
    const world = new DyingWorld(['old'], ['new'], diesAfter)
    const request = {
      login: loginAt(world, {}),
      answer: { kind: 'code', code: 'c' } as const,
      ticket,
      audit: undefined,
      numbers: POLICY,
    }
    await expect(finish(request, world)).rejects.toThrow('killed')
    return new DyingWorld(world.held, world.strays)
  }

  test.each(['link', 'unlink', 'delete'])(
    'R24 R61 a replacement killed after %s is completed by the next login',
    async (call) => {
      const world = await killedReplacement(call)
      const effects = await start(world, { pending: replacing })
      expect({ held: world.held, strays: world.strays }).toEqual({ held: ['new'], strays: [] })
      expect(outcomeOf(effects)).toEqual({ intent: 'replace', status: 'replaced' })
      expect(kindsOf(effects)).toEqual(expect.arrayContaining(['record_audit', 'keep_change']))
      expect(pendingIn(effects, replacing)).toBeUndefined()

      const after = new DyingWorld(world.held, world.strays)
      await start(after, { pending: undefined })
      expect(after.calls).toEqual([])
    },
  )

  test('T07 R24 killed after link, the old number is turned away and taken off', async () => {
    const world = await killedReplacement('link')
    const effects = await start(world, { pending: replacing, ...bySms })
    expect(denialOf(effects)).toBe('phone_changed')
    expect({ held: world.held, strays: world.strays }).toEqual({ held: ['new'], strays: [] })
  })

  test('R24 killed before link, the old number stays and the next attempt succeeds', async () => {
    const world = new DyingWorld(['old'], ['new'])
    const effects = await start(world, { pending: replacing })
    expect(kindsOf(effects)).toEqual(['tell_phone', 'log'])
    const request = {
      login: loginAt(world, {}),
      answer: { kind: 'code', code: 'c' } as const,
      ticket,
      audit: undefined,
      numbers: POLICY,
    }
    expect(outcomeOf(await finish(request, world))).toEqual({ intent: 'replace', status: 'replaced' })
    expect({ held: world.held, strays: world.strays }).toEqual({ held: ['new'], strays: [] })
  })

  const removing: PendingChange = { intent: 'remove', leaving: ['old'], startedAt: minutesBefore(NOW, 2) }
  const want = { intent: 'remove', because: 'asked', choice: 'accepted' } as const
  test.each(['unlink', 'delete'])(
    'R24 R61 a removal killed after %s is completed by the next login',
    async (call) => {
      const killed = new DyingWorld(['old'], [], call)
      await expect(start(killed, { want, pending: removing })).rejects.toThrow('killed')
      const world = new DyingWorld(killed.held, killed.strays)
      const effects = await start(world, { pending: removing })
      expect({ held: world.held, strays: world.strays }).toEqual({ held: [], strays: [] })
      expect(outcomeOf(effects)).toEqual({ intent: 'remove', status: 'removed' })
      expect(pendingIn(effects, removing)).toBeUndefined()
    },
  )

  test('R24 R61 an addition killed after link is told of by the next login', async () => {
    const killed = new DyingWorld([], ['new'], 'link')
    const add: Ticket = { ...ticket, intent: 'add', leaving: [] }
    const request = {
      login: loginAt(killed, {}),
      answer: { kind: 'code', code: 'c' } as const,
      ticket: add,
      audit: undefined,
      numbers: POLICY,
    }
    await expect(finish(request, killed)).rejects.toThrow('killed')
    const world = new DyingWorld(killed.held, killed.strays)
    const effects = await start(world, { pending: { ...replacing, intent: 'add', leaving: [] } })
    expect(outcomeOf(effects)).toEqual({ intent: 'add', status: 'linked' })
    expect(world.calls).toEqual([])
  })
})
