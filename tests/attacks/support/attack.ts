import type { Stage } from '../../journeys/support/stage.ts'
import type * as deployScripts from './deploy-scripts.ts'

/** What deploys: as it is, or with a defence taken out. */
export type DeployScripts = typeof deployScripts

/** One row of the attacks and accidents: what is tried, where that has happened, and how it must end. */
export type Attack = {
  /** `T01` to `T30`. */
  row: `T${number}`
  /** What is tried, as a sentence goes on after the row. */
  name: string
  /** The public incident, issue or section of a standard that it comes from. */
  from: { what: string; url: string }
  /** How it must end, in one line. */
  verdict: string
  /** Builds in which one of our defences is missing: the attack must catch each. */
  weakened: readonly [Weakened, ...Weakened[]]
  /** The attack itself: it holds when every expectation in it does. */
  attack(stage: Stage, scripts: DeployScripts): Promise<void>
}

/** A build with a defence taken out. */
export type Weakened = {
  /** What is wrong with it, in words. */
  breaks: string
  patches: readonly [Patch, ...Patch[]]
  /** Nobody can add a phone with it any more: then it is not tried whether an ordinary person still can. */
  stopsEverybody?: true
}

/** A text of one file, which must stand there exactly once, and what takes its place. */
export type Patch = { file: string; from: string; to: string }

/** By these the command finds in jest's report what became of it. */
export const titleOf = ({ row, name }: Attack): string => `${row} ${name}`
export const titleOfWeakened = ({ row }: Attack, { breaks }: Weakened): string => `${row} weakened: ${breaks}`
