import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv2020 } from 'ajv/dist/2020.js'
import * as ajvFormats from 'ajv-formats'

import { REQUIRED_OF_EVENTS } from '../../../scripts/fidelity/described/own-events.ts'

const SPEC = process.env.PHONE_LINKING_SPEC ?? join(__dirname, '../../../../shared/spec')
const SCHEMA_FILE = join(SPEC, 'actions-events.schema.json')

export type Trigger = 'PostLogin' | 'PreUserRegistration' | 'CustomPhoneProvider'
type Schema = { components: { schemas: Record<Trigger, object> } }

export const hasOfficialDescription = existsSync(SCHEMA_FILE)

/** Keys that Auth0 promises and the event does not have. */
export function missingKeys(trigger: Trigger, event: object): string[] {
  const name = trigger.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase()
  return (REQUIRED_OF_EVENTS[name] ?? ['a trigger']).filter((path) => at(event, path) === undefined)
}

/** Problems by the official description; secrets come on top of what it describes. */
export function findProblems(trigger: Trigger, event: object): unknown[] {
  if (!hasOfficialDescription) return []
  const official = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')) as Schema
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajvFormats.default.default(ajv)
  ajv.addSchema({ $id: 'official', ...official })
  const validate = ajv.compile({ $ref: `official#/components/schemas/${trigger}` })
  const described = Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'secrets'))
  validate(described)
  return validate.errors ?? []
}

export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], value)
}
