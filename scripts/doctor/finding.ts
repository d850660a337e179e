import type { PresentTenant } from '../deploy/present-tenant.ts'
import type { Expected } from './expected.ts'

export type Verdict = 'pass' | 'warn' | 'fail'

/** What one check says of a tenant. It holds no secret. */
export type Finding = {
  /** Which check: a name for programs, which stays. */
  check: string
  title: string
  verdict: Verdict
  /** What is there. */
  found: string
  /** What to do about it; absent where all is well. */
  mend?: string
  /** Whether `npm run deploy` must not start: a deploy cannot or must not mend this by itself. */
  blocks: boolean
}

export type Check = {
  check: string
  title: string
  /** For the docs: what has to be so, and why. In Markdown. */
  meaning: string
  /** Whether a deploy must not start where this fails. */
  blocks: boolean
  /** What to do where what was seen says nothing better. */
  mend: string
  /** Pure. Sees nothing where a setting that it takes to judge is missing or wrong: then `settings` says so. */
  look: (tenant: PresentTenant, wanted: Expected) => readonly Seen[]
}

export type Seen = {
  verdict: Verdict
  found: string
  /** Instead of the check's own. */
  mend?: string
}

/** For what the next deploy puts right by itself. */
export const DEPLOY = 'Run npm run deploy.'

export const NOT_KNOWN: readonly Seen[] = []

export const pass = (found: string): Seen[] => [{ verdict: 'pass', found }]

export const warn = (found: string, mend?: string): Seen[] => [
  { verdict: 'warn', found, ...(mend === undefined ? {} : { mend }) },
]

export const fail = (found: string, mend?: string): Seen[] => [
  { verdict: 'fail', found, ...(mend === undefined ? {} : { mend }) },
]

/** Fails with every problem there is, each a sentence; passes where there is none. */
export const failFor = (problems: readonly string[], fine: string): Seen[] =>
  problems.length > 0 ? fail(problems.join(' ')) : pass(fine)
