import { about } from '../name-list.ts'

/** What two lists do not have in common, whatever their order: a sentence for each side. */
export function listDifferences(
  present: readonly string[],
  wanted: readonly string[],
  { missing, besides }: { missing: string; besides: string },
): string[] {
  return [
    ...about(
      wanted.filter((each) => !present.includes(each)),
      (list) => `${missing}: ${list}.`,
    ),
    ...about(
      present.filter((each) => !wanted.includes(each)),
      (list) => `${besides}: ${list}.`,
    ),
  ]
}
