import type { Context } from 'hono'
import type { Json, JsonObject } from '../state.ts'
import { invalidBody } from './api-error.ts'

/** Says what is wrong with a value, or nothing. */
export type Rule = (value: Json) => string | undefined

type Shape = { required?: string[]; properties: { [name: string]: Rule } }

/** The JSON body of a request, when it has this shape and nothing besides. @throws {ApiError} 400 `invalid_body` */
export async function readBody(c: Context, shape: Shape): Promise<JsonObject> {
  return checkObject(await readJson(c), shape)
}

/** @throws {ApiError} 400 `invalid_body` when the body is no JSON */
export async function readJson(c: Context): Promise<Json> {
  try {
    return await c.req.json<Json>()
  } catch {
    throw invalidBody('The body is not valid JSON')
  }
}

export function checkObject(value: Json, { required = [], properties }: Shape): JsonObject {
  if (!isObject(value)) throw invalidBody('Expected type object')
  const missing = required.find((name) => value[name] === undefined)
  if (missing !== undefined) throw invalidBody(`Missing required property: ${missing}`)
  for (const [name, part] of Object.entries(value)) {
    // Only own names count: `toString` is no property that Auth0 knows.
    const rule = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (rule === undefined) throw invalidBody(`Additional properties not allowed: ${name}`)
    const problem = rule(part)
    if (problem !== undefined) throw invalidBody(`${problem} on property ${name}`)
  }
  return value
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const typeOf = (value: Json): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
const wrongType = (expected: string, value: Json) =>
  `Expected type ${expected} but found type ${typeOf(value)}`

export const anything: Rule = () => undefined
export const boolean: Rule = (value) => (typeof value === 'boolean' ? undefined : wrongType('boolean', value))
export const integer: Rule = (value) => (Number.isInteger(value) ? undefined : wrongType('integer', value))
export const object: Rule = (value) => (isObject(value) ? undefined : wrongType('object', value))
export const array: Rule = (value) => (Array.isArray(value) ? undefined : wrongType('array', value))

export const nullable =
  (rule: Rule): Rule =>
  (value) =>
    value === null ? undefined : rule(value)

export const text =
  (limits: { min?: number; max?: number; pattern?: RegExp } = {}): Rule =>
  (value) => {
    const { min = 1, max = Infinity, pattern } = limits
    if (typeof value !== 'string') return wrongType('string', value)
    if (value.length < min) return `String is too short (${value.length} chars), minimum ${min}`
    if (value.length > max) return `String is too long (${value.length} chars), maximum ${max}`
    if (pattern?.test(value) === false) return 'String does not match pattern'
    return undefined
  }

export const oneOf =
  (...choices: string[]): Rule =>
  (value) =>
    choices.includes(asText(value)) ? undefined : `No enum match for: ${JSON.stringify(value)}`

export const listOf =
  (rule: Rule, max = Infinity): Rule =>
  (value) => {
    if (!Array.isArray(value)) return wrongType('array', value)
    if (value.length > max) return `Array is too long (${value.length}), maximum ${max}`
    return value.map(rule).find((problem) => problem !== undefined)
  }

export const uniqueListOf =
  (rule: Rule, min = 0): Rule =>
  (value) => {
    if (!Array.isArray(value)) return wrongType('array', value)
    if (value.length < min) return `Array is too short (${value.length}), minimum ${min}`
    if (new Set(value).size < value.length) return 'Array items are not unique'
    return listOf(rule)(value)
  }

/** An object that has these parts and no others. */
export const shaped =
  (properties: { [name: string]: Rule }, required: string[] = []): Rule =>
  (value) => {
    if (!isObject(value)) return wrongType('object', value)
    const missing = required.find((name) => value[name] === undefined)
    if (missing !== undefined) return `Missing required property: ${missing}`
    for (const [name, part] of Object.entries(value)) {
      if (!Object.hasOwn(properties, name)) return `Additional properties not allowed: ${name}`
      const problem = properties[name]?.(part)
      if (problem !== undefined) return `${problem} (${name})`
    }
    return undefined
  }

export const atLeastOne =
  (rule: Rule): Rule =>
  (value) =>
    isObject(value) && Object.keys(value).length === 0
      ? 'Too few properties defined (0), minimum 1'
      : rule(value)

export const integerBetween =
  (least: number, most: number): Rule =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? undefined
      : `Expected an integer from ${least} to ${most}`

/** The first of the rules that fits; else what the last one says. */
export const anyOf =
  (...rules: Rule[]): Rule =>
  (value) => {
    const problems = rules.map((rule) => rule(value))
    return problems.includes(undefined) ? undefined : problems.at(-1)
  }

/** Strings only, as Auth0 wants a client's and a connection's metadata. */
export const metadata =
  (max: number): Rule =>
  (value) => {
    if (!isObject(value)) return wrongType('object', value)
    const names = Object.keys(value)
    if (names.length > max) return `Too many properties (${names.length}), maximum ${max}`
    const badName = names.find((name) => name.length > 255)
    if (badName !== undefined) return 'Metadata property name is too long, maximum 255'
    return Object.values(value)
      .map(nullable(text({ min: 0, max: 255 })))
      .find((problem) => problem !== undefined)
  }

/** A value that a rule has found to be a text. */
export const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
