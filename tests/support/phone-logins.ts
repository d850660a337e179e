import type { Effect } from '../../lib/core/effects.ts'
import type { LinkedPhone, Login } from '../../lib/core/login.ts'
import type { NumberPolicy } from '../../lib/core/number-policy.ts'
import type { Outcome } from '../../lib/core/outcome.ts'
import { eligibleLogin, phoneNumber } from './values.ts'

/** When the flows' tests take place. */
export const NOW = new Date('2026-03-01T12:00:00Z')

/** Ada, who has proven her email a minute ago and may add a phone. */
export const ada: Login = eligibleLogin(NOW)

/** Which numbers may be linked in the flows' tests. */
export const NUMBERS: NumberPolicy = { countries: ['DE', 'GB'], kinds: ['mobile'] }

export const OLD = linkedPhone('old', '+4915100000001')
export const NEW = linkedPhone('new', '+4915112345678')

export function linkedPhone(id: string, number?: string): LinkedPhone {
  return { identity: { provider: 'sms', id }, number: number === undefined ? undefined : phoneNumber(number) }
}

/** What a login with these phones knows of them. */
export function having(...phones: LinkedPhone[]): Pick<Login, 'phones' | 'phone'> {
  return { phones, phone: phones.find(({ number }) => number !== undefined)?.number }
}

export function kindsOf(effects: readonly Effect[]): string[] {
  return effects.map(({ kind }) => kind)
}

export function outcomeOf(effects: readonly Effect[]): Outcome | undefined {
  return effectOf('tell_outcome', effects)?.outcome
}

/** The first effect of a kind. */
export function effectOf<Kind extends Effect['kind']>(
  kind: Kind,
  effects: readonly Effect[],
): Extract<Effect, { kind: Kind }> | undefined {
  return effects.find((effect): effect is Extract<Effect, { kind: Kind }> => effect.kind === kind)
}

/** The last line of the log, e.g. `refused remove_failed unlink_timeout`. */
export function lineOf(effects: readonly Effect[]): string {
  const line = effects.at(-1)
  if (line?.kind !== 'log') throw new Error('The last effect is no line of the log.')
  const { decision, reason, detail } = line.entry
  return [decision, reason, detail].filter((part) => part !== undefined).join(' ')
}

export function denialOf(effects: readonly Effect[]): string | undefined {
  return effectOf('deny', effects)?.reason
}
