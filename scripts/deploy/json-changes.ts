import { createHash } from 'node:crypto'
import { isObject } from '../forms/json.ts'
import type { Json, JsonObject } from '../local-tenant/json.ts'

/** One value that a deploy sets inside an object of the tenant. */
export type Change = {
  /** Names from the outside in. */
  path: string[]
  /** What was there; absent where nothing was. */
  before?: Json
  /** A hash of what was set: enough to see whether somebody has changed it since. */
  after: string
}

/** What it takes to make the second of the first. A list is one value. */
export function changesBetween(before: JsonObject, after: JsonObject, at: string[] = []): Change[] {
  return Object.entries(after).flatMap(([name, value]) => {
    const path = [...at, name]
    const old = before[name]
    if (isObject(old) && isObject(value)) return changesBetween(old, value, path)
    if (isSame(old, value)) return []
    return [{ path, ...(old === undefined ? {} : { before: old }), after: hashOf(value) }]
  })
}

/**
 * What has been changed in all: of a value that we set before and set again, what was there before the first time
 * counts; unless somebody has set it in between, then theirs.
 */
export function addChanges(known: readonly Change[], fresh: readonly Change[]): Change[] {
  const merged = fresh.map((change) => {
    const earlier = known.find(({ path }) => isSame(path, change.path))
    if (earlier === undefined || hashOf(change.before) !== earlier.after) return change
    return { ...earlier, after: change.after }
  })
  return [...known.filter(({ path }) => !merged.some((change) => isSame(change.path, path))), ...merged]
}

/** The object with what we set put back. A value that somebody has changed since stays theirs. */
export function takeBack(present: JsonObject, changes: readonly Change[]): JsonObject {
  return changes.reduce((object, change) => takeBackOne(object, change.path, change), present)
}

/** The same for an operation that merges what it is sent: only what differs, and null for what goes. */
export function takeBackByMerge(present: JsonObject, changes: readonly Change[]): JsonObject {
  const former = takeBack(present, changes)
  return Object.fromEntries(
    Object.keys(present)
      .filter((key) => !isSame(former[key], present[key]))
      .map((key) => [key, former[key] ?? null]),
  )
}

/** Whether the value there now is the one that we set. */
export function isOurs(present: JsonObject, path: readonly string[], changes: readonly Change[]): boolean {
  const known = changes.find((change) => isSame(change.path, [...path]))
  return known !== undefined && hashOf(valueAt(present, path)) === known.after
}

function takeBackOne(object: JsonObject, [name, ...rest]: string[], change: Change): JsonObject {
  if (name === undefined) return object
  const value = object[name]
  if (rest.length > 0) {
    if (!isObject(value)) return object
    return { ...object, [name]: takeBackOne(value, rest, change) }
  }
  if (hashOf(value) !== change.after) return object
  return change.before === undefined ? without(object, name) : { ...object, [name]: change.before }
}

const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== name))

function valueAt(object: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), object)
}

export const hashOf = (value: Json | undefined): string =>
  createHash('sha256').update(canonical(value)).digest('base64url')

/** Whether both say the same, whatever the order of their names. */
export const isSame = (one: Json | undefined, other: Json | undefined): boolean =>
  canonical(one) === canonical(other)

/** Whether the object holds all of the other: what it has besides is somebody else's. Lists are compared whole. */
export function holds(present: Json | undefined, wanted: Json): boolean {
  if (!isObject(wanted) || !isObject(present)) return isSame(present, wanted)
  return Object.entries(wanted).every(([name, value]) => holds(present[name], value))
}

function canonical(value: Json | undefined): string {
  return (
    JSON.stringify(value, (_, inner: Json) =>
      isObject(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  )
}
