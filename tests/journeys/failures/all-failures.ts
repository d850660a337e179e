import type { Failure } from './failure.ts'
import { OF_NUMBERS } from './numbers.ts'
import { OF_OUTAGES } from './outages.ts'
import { OF_PEOPLE } from './people.ts'

/** Under the headings of docs/what-happens-when.md, which is made from this. */
export const FAILURES: Record<'people' | 'numbers' | 'outages', readonly Failure[]> = {
  people: OF_PEOPLE,
  numbers: OF_NUMBERS,
  outages: OF_OUTAGES,
}
