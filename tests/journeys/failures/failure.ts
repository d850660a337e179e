import type { Seen } from '../../support/login.ts'
import type { Outcome } from '../support/app.ts'
import type { Stage } from '../support/stage.ts'

/** What became of it: the app was answered, or the person stands before a page. */
export type Ended = { outcome: Outcome } | { page: Seen }

/** What a program can tell: the outcome claim, the code of a denied login, words of a page, or that all is as ever. */
export type Told = { claim: string; reason?: string } | { denied: string } | { page: string } | 'as ever'

/** A line of ours in the log, as far as it matters. */
export type Line = { action: string; decision: string; intent?: string; reason?: string; detail?: string }

/** One thing that goes wrong: how it comes about, and what the person, the admin and the log then see. */
export type Failure = {
  /** Goes on from "What happens when …". */
  when: string
  person: string
  told: Told
  admin: string
  /** The line of ours that tells of it; `undefined` where Auth0 alone tells, by the type of an entry in its own log. */
  log: Line | undefined
  logType?: string
  play: (stage: Stage) => Promise<Ended>
}
