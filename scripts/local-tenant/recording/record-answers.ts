import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Tenant } from '../tenant.ts'
import type { RecordedAnswer } from './recorder.ts'

/** Tells the tenant's recorder, where it has one, of every answer of one of its APIs. */
export function recordAnswers(tenant: Tenant, kind: RecordedAnswer['kind']): MiddlewareHandler {
  return async (c, next) => {
    const { recorder } = tenant
    if (recorder === undefined) return next()
    const request = await jsonOf(c.req.raw)
    await next()
    const route = routeOf(c, kind)
    if (route === undefined) return
    const response = await jsonOf(c.res)
    recorder.write({
      ...{ kind, method: c.req.method, route, status: c.res.status },
      ...(request === undefined ? {} : { request }),
      ...(response === undefined ? {} : { response }),
    })
  }
}

/** The route of the handler that answered; `undefined` for what the other API records, and for what nobody serves. */
function routeOf(c: Context, kind: RecordedAnswer['kind']): string | undefined {
  const isManagement = c.req.path.startsWith('/api/v2/') || kind === 'management'
  if (isManagement !== (kind === 'management')) return undefined
  const path = matchedRoutes(c)
    .map((each) => each.path)
    .filter((each) => !each.endsWith('*'))
    .at(-1)
  return path?.replace(/^\/api\/v2(?=\/)/, '')
}

async function jsonOf(message: Request | Response): Promise<unknown> {
  if (!/^application\/json\b/.test(message.headers.get('content-type') ?? '')) return undefined
  try {
    return JSON.parse(await message.clone().text())
  } catch {
    return undefined
  }
}
