import type { Recorded, RecordedAnswer } from '../local-tenant/recording/recorder.ts'
import type { AnswerDescription, EventDescription, Judgement } from './described/description.ts'
import { KNOWN_DIFFERENCES, type KnownDifference } from './known-differences.ts'

export type Descriptions = {
  management: AnswerDescription[]
  authentication: AnswerDescription[]
  events: EventDescription[]
}

export type Problem = { where: string; against: string; difference: string }

/** How much was held against one description. */
export type Held = { against: string; held: number; notDescribed: number }

export type CheckedRecordings = {
  answers: number
  events: number
  held: Held[]
  /** Each known difference that was met, and where. */
  met: Map<KnownDifference, Set<string>>
  /** Answers and events that no description speaks of. */
  undescribed: string[]
  problems: Problem[]
}

/** Holds everything that was recorded against everything that describes it. */
export function checkRecordings(recorded: Recorded[], descriptions: Descriptions): CheckedRecordings {
  const events = recorded.filter((each) => each.kind === 'event')
  const answers = recorded.filter((each) => each.kind !== 'event')
  const all = [...descriptions.management, ...descriptions.authentication, ...descriptions.events]
  const held = new Map(all.map(({ name }) => [name, { against: name, held: 0, notDescribed: 0 }]))
  const met: CheckedRecordings['met'] = new Map()
  const problems = new Map<string, Problem>()
  const undescribed = new Set<string>()

  const note = (where: string, told: unknown, judged: [name: string, Judgement][]) => {
    if (judged.every(([, judgement]) => judgement === 'not_described')) undescribed.add(where)
    for (const [against, judgement] of judged) {
      const count = held.get(against)
      if (judgement === 'not_described') {
        if (count !== undefined) count.notDescribed += 1
        continue
      }
      if (count !== undefined) count.held += 1
      for (const difference of judgement) {
        const known = KNOWN_DIFFERENCES.find((each) => isKnown(each, { where, against, difference }, told))
        if (known === undefined)
          problems.set(`${where} ${against} ${difference}`, { where, against, difference })
        else met.set(known, (met.get(known) ?? new Set()).add(where))
      }
    }
  }
  for (const answer of answers) {
    note(
      nameOfAnswer(answer),
      answer.response,
      descriptions[answer.kind].map((each) => [each.name, each.judge(answer)]),
    )
  }
  for (const { trigger, handler, event } of events) {
    const judged = descriptions.events.map((each): [string, Judgement] => [
      each.name,
      each.judge(trigger, event as object),
    ])
    note(`${trigger} ${handler}`, event, judged)
  }
  return {
    ...{ answers: answers.length, events: events.length, held: [...held.values()], met },
    ...{ undescribed: [...undescribed].sort(), problems: [...problems.values()] },
  }
}

const nameOfAnswer = ({ method, route, status }: RecordedAnswer): string => `${method} ${route} ${status}`

function isKnown(known: KnownDifference, { where, against, difference }: Problem, told: unknown): boolean {
  return (
    known.where.test(where) &&
    (known.against?.test(against) ?? true) &&
    known.difference.test(difference) &&
    (known.when?.(told) ?? true)
  )
}
