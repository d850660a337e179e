import { DEPLOY, failFor, type Check } from '../finding.ts'
import { about } from '../name-list.ts'

export const BINDINGS: Check = {
  check: 'bindings',
  title: 'Bindings of Actions',
  meaning:
    'On each trigger our Actions are bound once, in our order, before all others: so nobody’s Action runs for an account that may not sign in.',
  blocks: false,
  mend: DEPLOY,
  look: ({ bindings }, { file: { triggers = {} } }) => {
    const problems = Object.entries(triggers).flatMap(([trigger, wanted]) =>
      problemsOf(
        trigger,
        wanted.map(({ action_name }) => action_name),
        (bindings[trigger] ?? []).map(({ actionName }) => actionName),
      ),
    )
    return failFor(problems, 'Ours come first, in order.')
  },
}

/** @param present names of Actions in the order in which they run */
function problemsOf(trigger: string, wanted: readonly string[], present: readonly string[]): string[] {
  const ours = present.filter((name) => wanted.includes(name))
  const there = wanted.filter((name) => present.includes(name))
  const isTwice = (name: string) => ours.indexOf(name) !== ours.lastIndexOf(name)
  const lastOfOurs = present.findLastIndex((name) => wanted.includes(name))
  const before = present.slice(0, lastOfOurs + 1).filter((name) => !wanted.includes(name))
  const once = [...new Set(ours)]
  return [
    ...about(
      wanted.filter((name) => !present.includes(name)),
      (list) => `Not bound to ${trigger}: ${list}.`,
    ),
    ...about(there.filter(isTwice), (list) => `Bound twice to ${trigger}: ${list}.`),
    ...about([...new Set(before)], (list) => `Before ours on ${trigger}: ${list}.`),
    ...(once.join() === there.join() ? [] : [`Out of order on ${trigger}: ${once.join(', ')}.`]),
  ]
}
