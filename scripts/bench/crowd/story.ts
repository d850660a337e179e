import type { Outcome } from '../../../tests/journeys/support/app.ts'
import type { Waiting } from '../gather.ts'
import { ADD_PHONE, logIn } from '../visitor.ts'
import type { SharedTime } from './shared-time.ts'

/** What became of one try: what the app was told, or how the login went to pieces. */
export type Try = { told: string; sub: string } | { broken: string }

/** Somebody of the crowd, and every try they made. */
export type Story = { email: string; phone: string; tries: Try[] }

/** Times that somebody tries who is refused. */
const MOST_TRIES = 6
/** Seconds until somebody tries again: at the soonest, and how much later at the most. */
const PAUSE = { least: 20, spread: 280 }

/** Somebody enters the last code, and tries anew after a while as long as they are refused. */
export async function tryUntilLinked(
  { visitor, enter }: Waiting,
  time: SharedTime,
  chance: (below: number) => number,
  onFirstTry: () => void,
): Promise<Story> {
  const story: Story = { email: visitor.email, phone: visitor.phone, tries: [] }
  for (let count = 0; count < MOST_TRIES; count += 1) {
    if (count > 0) await time.pause(PAUSE.least + chance(PAUSE.spread))
    const made = await tell(count === 0 ? enter : () => logIn(visitor, ADD_PHONE))
    story.tries.push(made)
    if (count === 0) onFirstTry()
    if (isLinked(made)) break
  }
  return story
}

/** What comes of a login; never rejects. */
export async function tell(login: () => Promise<Outcome>): Promise<Try> {
  try {
    return tellOf(await login())
  } catch (error) {
    return { broken: error instanceof Error ? error.message : String(error) }
  }
}

export const isLinked = (made: Try | undefined): boolean =>
  made !== undefined && 'told' in made && ['linked', 'already_linked'].includes(made.told)

function tellOf({ id, error, description }: Outcome): Try {
  if (error !== undefined) return { broken: `${error}: ${description ?? ''}` }
  const { status, reason } = id.phone_link ?? { status: 'told nothing' }
  return { told: reason ?? status, sub: id.sub }
}
