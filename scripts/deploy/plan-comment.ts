// The plan of `npm run --silent deploy -- --dry-run --json`, as a file or piped in, as a comment for a pull request.
import { readFileSync } from 'node:fs'
import type { ShownPlan } from './plan.ts'
import { renderPlanComment } from './render-plan-comment.ts'

const STDIN = 0

function readPlan(file: string | undefined): ShownPlan {
  const plan = parsed(readFileSync(file ?? STDIN, 'utf8'))
  if (!isPlan(plan)) throw new Error(`${file ?? 'What is piped in'} is no plan of npm run deploy.`)
  return plan
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isPlan(value: unknown): value is ShownPlan {
  const { tenant, items, bindings, notes } = (value ?? {}) as Partial<ShownPlan>
  return (
    typeof tenant === 'string' && Array.isArray(items) && Array.isArray(notes) && typeof bindings === 'object'
  )
}

try {
  console.log(renderPlanComment(readPlan(process.argv[2])))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
