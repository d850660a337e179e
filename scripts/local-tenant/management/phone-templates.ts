import { Hono } from 'hono'
import { randomText } from '../service/random.ts'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { asText, atLeastOne, boolean, isObject, oneOf, readBody, shaped, text } from './body.ts'
import { flag } from './paging.ts'
import { DEFAULT_PHONE_TEMPLATES } from './phone-template-defaults.ts'

const PATH = '/branding/phone/templates'

const words = text({ max: 20_000 })
const BODY = atLeastOne(shaped({ text: words, voice: words }))
const FROM = text({ max: 16 })
const CHANGES = { content: atLeastOne(shaped({ from: FROM, body: BODY })), disabled: boolean }
const NEW = {
  type: oneOf(...Object.keys(DEFAULT_PHONE_TEMPLATES)),
  content: atLeastOne(shaped({ syntax: text({ min: 0 }), from: FROM, body: BODY })),
  disabled: boolean,
}

/** Sources: Auth0's Management API description; docs, customize/phone-messages/phone-templates. */
export function phoneTemplatesApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const all = () => (tenant.state.configuration.phoneTemplates ??= [])
  const existing = (id: string): JsonObject => {
    const template = all().find((each) => each['id'] === id)
    if (template === undefined) throw new ApiError(404, 'Phone template does not exist', 'not_found')
    return template
  }
  const unchanged = (type: string): JsonObject => ({
    ...{ type, disabled: false, channel: 'phone', customizable: true, tenant: tenant.config.name },
    content: { syntax: 'liquid', body: structuredClone(DEFAULT_PHONE_TEMPLATES[type] ?? {}) },
  })

  // Those that nobody has customized are listed, too, but have no id yet.
  app.get(PATH, permit('read:phone_templates'), (c) => {
    const disabled = flag(c, 'disabled')
    const templates = Object.keys(DEFAULT_PHONE_TEMPLATES)
      .map((type) => all().find((each) => each['type'] === type) ?? unchanged(type))
      .filter((template) => disabled === undefined || template['disabled'] === disabled)
    return c.json({ templates })
  })
  app.post(PATH, permit('create:phone_templates'), async (c) => {
    const body = await readBody(c, { required: ['type'], properties: NEW })
    const type = asText(body['type'])
    if (all().some((each) => each['type'] === type))
      throw new ApiError(409, 'Phone template already configured for tenant', 'phone_template_conflict')
    const template = { id: `tem_${randomText(tenant.world, 22)}`, ...changed(unchanged(type), body) }
    all().push(template)
    return c.json(template, 201)
  })
  app.get(`${PATH}/:id`, permit('read:phone_templates'), (c) => c.json(existing(c.req.param('id'))))
  app.patch(`${PATH}/:id`, permit('update:phone_templates'), async (c) => {
    const template = existing(c.req.param('id'))
    return c.json(Object.assign(template, changed(template, await readBody(c, { properties: CHANGES }))))
  })
  app.patch(`${PATH}/:id/reset`, permit('update:phone_templates'), (c) => {
    const template = existing(c.req.param('id'))
    const { content = {} } = unchanged(asText(template['type']))
    return c.json(Object.assign(template, { content }))
  })
  app.delete(`${PATH}/:id`, permit('delete:phone_templates'), (c) => {
    const gone = existing(c.req.param('id'))
    tenant.state.configuration.phoneTemplates = all().filter((template) => template !== gone)
    return c.body(null, 204)
  })
  return app
}

/** What is not sent of the content stays as it is. */
function changed(template: JsonObject, changes: JsonObject): JsonObject {
  const part = (of: JsonObject[string] | undefined, name: string): JsonObject => {
    const value = isObject(of) ? of[name] : undefined
    return isObject(value) ? value : {}
  }
  const content = { ...part(template, 'content'), ...part(changes, 'content') }
  const body = { ...part(template['content'], 'body'), ...part(changes['content'], 'body') }
  return { ...template, ...changes, content: { ...content, body } }
}
