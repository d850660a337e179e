import { type Context, Hono } from 'hono'
import type { Json, JsonObject } from '../state.ts'
import { ApiError, invalidBody } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { readBody, type Rule } from './body.ts'
import { selectFields } from './paging.ts'

export type Collection = {
  /** Below `/api/v2`. */
  path: string
  /** As in its scopes, e.g. `flows` for `read:flows`. */
  scope: string
  /** «The … does not exist.» */
  title: string
  properties: { [name: string]: Rule }
  required: string[]
  /** Set at creation, for good. */
  fixed?: string[]
  all: () => JsonObject[]
  replaceAll: (items: JsonObject[]) => void
  create: (body: JsonObject) => JsonObject
  /** Throws when another one stands in the way. */
  check?: (item: JsonObject, others: JsonObject[]) => void
  /** Throws when this one may be neither changed nor deleted. */
  checkChangeable?: (item: JsonObject) => void
  /** Takes along what makes no sense without it. */
  removed?: (item: JsonObject) => void
  shown?: (item: JsonObject) => JsonObject
  /** As in the list, where some resources show less. */
  listed?: (item: JsonObject) => JsonObject
  list: (c: Context, items: JsonObject[]) => Json
  now: () => string
  /** Properties that a change must name. */
  leastChanges?: number
  /** What a successful change answers with; 200 nearly everywhere. */
  patchStatus?: 200 | 201
}

/** The five operations that most resources have. */
export function collectionApi(collection: Collection): Hono<ApiEnv> {
  const { path, scope, properties, required, fixed = [], all, shown = same, listed = shown } = collection
  const app = new Hono<ApiEnv>()
  const changeable = Object.fromEntries(Object.entries(properties).filter(([name]) => !fixed.includes(name)))
  // An API may also be named by its identifier, URL-encoded.
  const find = (id: string) => all().find((item) => item['id'] === id || item['identifier'] === id)
  const existing = (id: string): JsonObject => {
    const item = find(id)
    if (item === undefined) throw new ApiError(404, `The ${collection.title} does not exist.`, 'not_found')
    return item
  }
  app.get(path, permit(`read:${scope}`), (c) => c.json(collection.list(c, all().map(listed))))
  app.post(path, permit(`create:${scope}`), async (c) => {
    const item = collection.create(await readBody(c, { required, properties }))
    collection.check?.(item, all())
    all().push(item)
    return c.json(shown(item), 201)
  })
  app.get(`${path}/:id`, permit(`read:${scope}`), (c) =>
    c.json(selectFields(c, shown(existing(c.req.param('id'))))),
  )
  app.patch(`${path}/:id`, permit(`update:${scope}`), async (c) => {
    const item = existing(c.req.param('id'))
    collection.checkChangeable?.(item)
    const others = all().filter((other) => other !== item)
    const changes = await readBody(c, { properties: changeable })
    const named = Object.keys(changes).length
    const { leastChanges = 0 } = collection
    if (named < leastChanges)
      throw invalidBody(`Too few properties defined (${named}), minimum ${leastChanges}`)
    const next = { ...item, ...changes, ...stamp(item, collection.now()) }
    collection.check?.(next, others)
    Object.assign(item, next)
    for (const [name, value] of Object.entries(changes)) if (value === null) delete item[name]
    return c.json(shown(item), collection.patchStatus ?? 200)
  })
  // Deleting what is not there is no error.
  app.delete(`${path}/:id`, permit(`delete:${scope}`), (c) => {
    const item = find(c.req.param('id'))
    if (item === undefined) return c.body(null, 204)
    collection.checkChangeable?.(item)
    collection.replaceAll(all().filter((other) => other !== item))
    collection.removed?.(item)
    return c.body(null, 204)
  })
  return app
}

const same = (item: JsonObject): JsonObject => item

const stamp = (item: JsonObject, now: string) => ('updated_at' in item ? { updated_at: now } : {})
