import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ValidateFunction } from 'ajv'
import { differencesOf, newAjv } from './ajv.ts'
import { plainRoute, type AnswerDescription, type EventDescription } from './description.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Auth0's own descriptions are no part of the project; where they are, this says. */
export const OFFICIAL_FOLDER = process.env['PHONE_LINKING_SPEC'] ?? join(root, '..', 'shared', 'spec')

type Operation = { responses: { [status: string]: { content?: { [type: string]: unknown } } } }
type OpenApi = { paths: { [path: string]: { [method: string]: Operation } } }

/** An official OpenAPI description; nothing where it is not at hand. */
export function officialAnswers(name: string, file: string): AnswerDescription | undefined {
  const path = join(OFFICIAL_FOLDER, file)
  if (!existsSync(path)) return undefined
  // Alternatives in it overlap, so that a right answer satisfies several.
  const text = readFileSync(path, 'utf8').replaceAll('"oneOf":', '"anyOf":')
  const api = JSON.parse(text) as OpenApi
  const ajv = newAjv()
  ajv.addSchema({ $id: 'official', ...api })
  const routes = new Map(Object.keys(api.paths).map((route) => [plainRoute(route), route]))
  const compiled = new Map<string, ValidateFunction>()
  const compile = (pointer: string) => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `official#/${pointer}` })
    compiled.set(pointer, known)
    return known
  }
  return {
    name,
    judge({ method, route, status, response }) {
      const written = routes.get(plainRoute(route))
      const verb = method.toLowerCase()
      const operation = written === undefined ? undefined : api.paths[written]?.[verb]
      if (written === undefined || operation === undefined) return 'not_described'
      const { [String(status)]: answer, ...others } = operation.responses
      if (answer === undefined)
        return [`is answered with ${Object.keys(others).join(', ')}, never with ${status}`]
      if (response === undefined || answer.content?.['application/json'] === undefined) return []
      const pointer = [
        'paths',
        written,
        verb,
        'responses',
        String(status),
        'content',
        'application/json',
        'schema',
      ]
      return differencesOf(compile(pointer.map(escaped).join('/')), response)
    },
  }
}

/** The official shapes of events, by trigger; nothing where they are not at hand. Secrets come on top of them. */
export function officialEvents(): EventDescription | undefined {
  const path = join(OFFICIAL_FOLDER, 'actions-events.schema.json')
  if (!existsSync(path)) return undefined
  const ajv = newAjv()
  ajv.addSchema({ $id: 'official', ...(JSON.parse(readFileSync(path, 'utf8')) as object) })
  return {
    name: "Auth0's schema of events",
    judge(trigger, event) {
      const shape = trigger.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase())
      const validate = ajv.getSchema(`official#/components/schemas/${shape}`)
      if (validate === undefined) return 'not_described'
      const told = Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'secrets'))
      return differencesOf(validate, told)
    },
  }
}

const escaped = (part: string): string => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))
