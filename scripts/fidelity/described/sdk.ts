import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ValidateFunction } from 'ajv'
import { readDeclarations } from '../types/declarations.ts'
import { createSchemas, type Schema } from '../types/schema-of-type.ts'
import { readSdkOperations, type SdkOperation } from '../types/sdk-operations.ts'
import { differencesOf, newAjv } from './ajv.ts'
import { plainRoute, type AnswerDescription } from './description.ts'

const PACKAGE = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'auth0')

const NUMBER: Schema = { type: 'number' }

/** What every error of the Management API looks like, which the package leaves to its caller. */
const ERROR: Schema = {
  type: 'object',
  properties: {
    statusCode: { type: 'integer' },
    error: { type: 'string' },
    message: { type: 'string' },
    errorCode: { type: 'string' },
  },
  required: ['statusCode', 'error', 'message'],
  additionalProperties: false,
}

/** The types of the `auth0` package as a description of the Management API, made anew from the installed package. */
export function sdkAnswers(): AnswerDescription {
  const types = readFileSync(join(PACKAGE, 'dist', 'cjs', 'management', 'api', 'types', 'types.d.ts'), 'utf8')
  const { defs, named } = createSchemas(readDeclarations(types), 'Management')
  const ajv = newAjv()
  const validateError = ajv.compile(ERROR)
  const operations = new Map(readSdkOperations(PACKAGE).map((each) => [`${each.method} ${each.route}`, each]))
  const compiled = new Map<SdkOperation, ValidateFunction>()
  const compile = (operation: SdkOperation) => {
    const schema = answerOf(operation)
    const known = compiled.get(operation) ?? ajv.compile({ ...schema, $defs: defs })
    compiled.set(operation, known)
    return known
  }
  return {
    name: 'the types of the `auth0` package',
    judge({ method, route, status, response }) {
      const operation = operations.get(`${method} ${plainRoute(route)}`)
      if (operation === undefined) return 'not_described'
      if (status >= 400) {
        const known = operation.errors
        const unlisted = known.includes(status) ? [] : [`fails with ${known.join(', ')}, never ${status}`]
        return [...unlisted, ...differencesOf(validateError, response)]
      }
      if (operation.answers === 'void') return response === undefined ? [] : ['answers nothing']
      if (response === undefined) return status === 204 ? [] : ['answers something']
      return differencesOf(compile(operation), response)
    },
  }

  /**
   * A list comes bare, by pages with totals, or by checkpoints, as it is asked for; the package has the type of one kind
   * alone, and names the list in it.
   */
  function answerOf({ answers, item }: SdkOperation): Schema {
    const whole = typed(answers)
    if (item === undefined) return whole
    const members = { type: 'array', items: typed(item) }
    const page = { start: NUMBER, limit: NUMBER, total: NUMBER, length: NUMBER }
    const lists = listsOf(answers).map((name) => [name, members])
    const properties = { ...page, ...(Object.fromEntries(lists) as object) }
    return { anyOf: [whole, members, { type: 'object', properties, additionalProperties: false }] }
  }

  /** The keys of a page that hold its list. */
  function listsOf(answers: string): string[] {
    const { properties = {} } = (defs[answers.replace(/^Management\./, '')] ?? {}) as { properties?: Schema }
    return Object.keys(properties).filter(
      (name) => !/^(start|limit|total|length|next|page|per_page)$/.test(name),
    )
  }

  function typed(text: string): Schema {
    const [, name = '', list] = /^(?:Management\.)?([\w.]+?)(\[\])?(?: \| undefined)?$/.exec(text) ?? []
    return list === undefined ? named(name) : { type: 'array', items: named(name) }
  }
}
