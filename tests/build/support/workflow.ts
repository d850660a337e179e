import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { ROOT } from '../../support/source.ts'

export type Step = {
  id?: string
  uses?: string
  run?: string
  with?: { [name: string]: unknown }
  env?: { [name: string]: string }
}

export type Job = {
  if?: string
  needs?: string
  environment?: string
  'timeout-minutes'?: number
  permissions?: { [scope: string]: string }
  outputs?: { [name: string]: string }
  env?: { [name: string]: string }
  steps: Step[]
}

export type Workflow = {
  name: string
  on: { [event: string]: unknown }
  permissions: { [scope: string]: string }
  concurrency: { group: string; 'cancel-in-progress': boolean }
  jobs: { [name: string]: Job }
}

const FOLDER = '.github/workflows'

export const workflowText = (file: string): string => readFileSync(join(ROOT, FOLDER, file), 'utf8')

export const readWorkflow = (file: string): Workflow => parse(workflowText(file)) as Workflow

export const jobOf = ({ jobs }: Workflow, name: string): Job => {
  const job = jobs[name]
  if (job === undefined) throw new Error(`There is no job ${name}.`)
  return job
}

export const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps)

export const runsOf = (steps: readonly Step[]): string[] =>
  steps.flatMap(({ run }) => (run === undefined ? [] : [run]))
