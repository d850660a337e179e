import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import * as ajvFormats from 'ajv-formats'

const folder = process.env['PHONE_LINKING_SPEC'] ?? join(__dirname, '../../../../../shared/spec')
const file = join(folder, 'management-api.openapi.json')

type Operation = { responses: { [status: string]: { content?: object } } }
type Description = { paths: { [path: string]: { [method: string]: Operation } } }

/** The official description is no part of the project; where it is at hand, answers are held against it. */
const official = existsSync(file) ? load(readFileSync(file, 'utf8')) : undefined

function load(text: string) {
  // Its formats are its own, and its patterns are not written for the flag `u`.
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, unicodeRegExp: false })
  ajvFormats.default.default(ajv)
  // Alternatives of the description overlap, so that «exactly one» can hardly be asked for.
  ajv.addSchema({ $id: 'official', ...(JSON.parse(text.replaceAll('"oneOf":', '"anyOf":')) as object) })
  return { ajv, paths: (JSON.parse(text) as Description).paths }
}

/** What the official description would not have in this answer; nothing, where the description is absent. */
export function differences(method: string, path: string, status: number, body: unknown): string[] {
  if (official === undefined) return []
  const verb = method.toLowerCase()
  const answer = official.paths[path]?.[verb]?.responses[String(status)]
  if (answer === undefined) return [`${method} ${path} never answers ${String(status)}`]
  if (answer.content === undefined) return []
  const names = ['paths', path, verb, 'responses', String(status), 'content', 'application/json', 'schema']
  const pointer = names.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1')))
  const validate = official.ajv.compile({ $ref: `official#/${pointer.join('/')}` })
  validate(body)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}
