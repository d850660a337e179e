/** How long a proof of the primary counts for changing a phone, in milliseconds (10 minutes). */
export const PROOF_LIFETIME_MS = 10 * 60_000

/** How far two clocks may differ, in milliseconds (5 minutes). */
export const CLOCK_SKEW_MS = 5 * 60_000

/** One entry of `event.authentication.methods`, with its time parsed. */
export type ProvenMethod = { name: string; at: Date }

// An SMS code proves the phone, not the primary; `mfa` says nothing about the first factor.
const PRIMARY_METHODS: readonly string[] = ['email', 'pwd', 'passkey', 'federated']

/** The latest proof of the primary in this session, or undefined. */
export function latestPrimaryProof(methods: readonly ProvenMethod[]): ProvenMethod | undefined {
  return latest(methods.filter((method) => PRIMARY_METHODS.includes(method.name)))
}

/** The latest challenge of a second factor in this session, or undefined. */
export function latestFactorProof(methods: readonly ProvenMethod[]): ProvenMethod | undefined {
  return latest(methods.filter((method) => method.name === 'mfa'))
}

/** True if `at` lies within the last ten minutes, or in the future by no more than two clocks may differ. */
export function isFresh(at: Date, now: Date): boolean {
  const age = now.getTime() - at.getTime()
  return age <= PROOF_LIFETIME_MS && age >= -CLOCK_SKEW_MS
}

/**
 * Whether the session rests on nothing but codes to a phone that were given before `off`, when a phone last left the
 * account: whoever holds the old number must not stay signed in by it.
 */
export function restsOnFormerPhone(methods: readonly ProvenMethod[], off: Date): boolean {
  return methods.length > 0 && methods.every(({ name, at }) => name === 'sms' && !(at >= off))
}

/** Whether nothing but a phone was proven in this session. */
export function restsOnPhoneAlone(methods: readonly ProvenMethod[]): boolean {
  return methods.length > 0 && methods.every(({ name }) => name === 'sms')
}

function latest(methods: readonly ProvenMethod[]): ProvenMethod | undefined {
  return methods.reduce<ProvenMethod | undefined>(
    (newest, method) => (newest && newest.at >= method.at ? newest : method),
    undefined,
  )
}
