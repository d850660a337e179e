import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ValidateFunction } from 'ajv'
import type { Ajv2020 } from 'ajv/dist/2020.js'
import { differencesOf, newAjv } from './ajv.ts'
import { plainRoute, type AnswerDescription, type EventDescription } from './description.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** Auth0's own descriptions are no part of the project; where they are, this says. */
export const OFFICIAL_FOLDER = process.env['PHONE_LINKING_SPEC'] ?? join(root, '..', 'shared', 'spec')

type Operation = { responses: { [status: string]: { content?: { [type: string]: unknown } } } }

/** An official OpenAPI description, and what its schemas are compiled by: as `official#/…`. */
export type OpenApi = { paths: { [path: string]: { [method: string]: Operation } }; ajv: Ajv2020 }

/** Reads one; nothing where it is not at hand. */
export function readOpenApi(file: string): OpenApi | undefined {
  const path = join(OFFICIAL_FOLDER, file)
  if (!existsSync(path)) return undefined
  // Alternatives in it overlap, so that a right answer satisfies several.
  const text = readFileSync(path, 'utf8').replaceAll('"oneOf":', '"anyOf":')
  const api = JSON.parse(text) as Pick<OpenApi, 'paths'>
  const ajv = newAjv()
  ajv.addSchema({ $id: 'official', ...api })
  return { paths: api.paths, ajv }
}

/** Where the schema of an operation's JSON answer stands in it. */
export function answerSchema(path: string, method: string, status: string): { $ref: string } {
  const parts = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema']
  return { $ref: `official#/${parts.map(escaped).join('/')}` }
}

/** What an official OpenAPI description has of answers; nothing where it is not at hand. */
export function officialAnswers(name: string, file: string): AnswerDescription | undefined {
  const api = readOpenApi(file)
  if (api === undefined) return undefined
  const routes = new Map(Object.keys(api.paths).map((route) => [plainRoute(route), route]))
  const compiled = new Map<string, ValidateFunction>()
  const compile = (schema: { $ref: string }) => {
    const known = compiled.get(schema.$ref) ?? api.ajv.compile(schema)
    compiled.set(schema.$ref, known)
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
      return differencesOf(compile(answerSchema(written, verb, String(status))), response)
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
