import type { LinkedPhone } from './login.ts'
import type { PhoneNumber } from './phone-number.ts'

/** Ids of the phones, in their order. */
export function idsOf(phones: readonly LinkedPhone[]): string[] {
  return phones.map(({ identity }) => identity.id)
}

/** Their numbers, as far as the platform tells them: of all, or only of those with these ids. */
export function numbersOf(
  phones: readonly LinkedPhone[],
  ids: readonly string[] = idsOf(phones),
): PhoneNumber[] {
  return phones.flatMap(({ identity, number }) => (number && ids.includes(identity.id) ? [number] : []))
}
