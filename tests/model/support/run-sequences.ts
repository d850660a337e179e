import { text } from 'node:stream/consumers'
import { inProcessTenant } from '../../support/in-process-tenant.ts'
import { playSequences } from './sequences.ts'
import { newTally } from './tally.ts'
import type { Tally } from './tally.ts'
import type { Found } from './sequences.ts'

// A program of its own: inside Jest's sandbox everything takes half as long again.

/** What it is told, as JSON on stdin. */
export type Order = { seed: number; sequences: number; path?: string; bundles?: Record<string, string> }

/** What it answers, as JSON on stdout. */
export type Report = { seed: number; tally: Tally; found?: Found; seconds: number }

const { seed, sequences, path, bundles } = JSON.parse(await text(process.stdin)) as Order
const started = performance.now()
const tally = newTally()
const tenant = await inProcessTenant(bundles)
const found = await playSequences(tenant, { seed, sequences, path, tally })
const report: Report = {
  ...{ seed, tally, seconds: (performance.now() - started) / 1000 },
  ...(found && { found }),
}
process.stdout.write(`${JSON.stringify(report)}\n`)
