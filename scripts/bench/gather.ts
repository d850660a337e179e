import type { Outcome } from '../../tests/journeys/support/app.ts'
import type { Visitor } from './visitor.ts'
import { addPhoneUpToCode } from './visitor.ts'

/** Somebody who has the code of the text, and has only to enter it. */
export type Waiting = { visitor: Visitor; enter: () => Promise<Outcome> }

/** So many walk at the same time: more would make each other wait for the one machine that all of it runs on. */
const AT_ONCE = 6

/** Has everybody walk up to the page that asks for the code of the text. */
export async function gather(visitors: readonly Visitor[]): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  const coming = visitors.values()
  const walk = async () => {
    for (const visitor of coming) waiting.push({ visitor, enter: await addPhoneUpToCode(visitor) })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, walk))
  return waiting
}
