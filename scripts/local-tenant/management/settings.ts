import { Hono } from 'hono'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { boolean, isObject, nullable, object, oneOf, readBody, readJson, text } from './body.ts'
import { selectFields } from './paging.ts'

/** What a tenant has once: its settings, prompts, texts and email provider. */
export function settingsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const configuration = () => tenant.state.configuration

  app.get('/tenants/settings', permit('read:tenant_settings'), (c) =>
    c.json(selectFields(c, configuration().tenantSettings)),
  )
  app.patch('/tenants/settings', permit('update:tenant_settings'), async (c) => {
    const body = await readJson(c)
    if (!isObject(body)) throw invalidBody('Expected type object')
    const present = configuration().tenantSettings
    const { flags, ...rest } = body
    if (isObject(flags))
      present['flags'] = { ...(isObject(present['flags']) ? present['flags'] : {}), ...flags }
    return c.json(Object.assign(present, rest))
  })

  app.get('/prompts', permit('read:prompts'), (c) => c.json(configuration().prompts))
  app.patch('/prompts', permit('update:prompts'), async (c) => {
    const body = await readBody(c, {
      properties: {
        universal_login_experience: nullable(oneOf('new', 'classic')),
        identifier_first: nullable(boolean),
        webauthn_platform_first_factor: nullable(boolean),
      },
    })
    return c.json(Object.assign(configuration().prompts, body))
  })
  app.get('/prompts/:prompt/custom-text/:language', permit('read:prompts'), (c) => {
    const { prompt, language } = c.req.param()
    return c.json(configuration().customText[`${prompt}/${language}`] ?? {})
  })
  app.put('/prompts/:prompt/custom-text/:language', permit('update:prompts'), async (c) => {
    const { prompt, language } = c.req.param()
    configuration().customText[`${prompt}/${language}`] = objectOnly(await readJson(c))
    return c.body(null, 200)
  })
  app.get('/prompts/:prompt/partials', permit('read:prompts'), (c) =>
    c.json(configuration().partials[c.req.param('prompt')] ?? {}),
  )
  app.put('/prompts/:prompt/partials', permit('update:prompts'), async (c) => {
    configuration().partials[c.req.param('prompt')] = objectOnly(await readJson(c))
    return c.body(null, 200)
  })

  app.get('/emails/provider', permit('read:email_provider'), (c) =>
    c.json(selectFields(c, shownProvider(existingProvider(tenant)))),
  )
  app.post('/emails/provider', permit('create:email_provider'), async (c) => {
    if (configuration().emailProvider !== null)
      throw new ApiError(409, 'Email provider is already configured.', 'email_provider_conflict')
    const body = await readBody(c, { required: ['name', 'credentials'], properties: EMAIL_PROVIDER })
    const provider = { enabled: true, ...body }
    configuration().emailProvider = provider
    return c.json(shownProvider(provider), 201)
  })
  app.patch('/emails/provider', permit('update:email_provider'), async (c) => {
    const provider = existingProvider(tenant)
    return c.json(shownProvider(Object.assign(provider, await readBody(c, { properties: EMAIL_PROVIDER }))))
  })
  app.delete('/emails/provider', permit('delete:email_provider'), (c) => {
    configuration().emailProvider = null
    return c.body(null, 204)
  })

  app.get('/custom-domains', permit('read:custom_domains'), (c) =>
    c.json(
      tenant.config.customDomains.map((domain, index) => ({
        custom_domain_id: `cd_${String(index + 1).padStart(16, '0')}`,
        ...{ domain, primary: index === 0, status: 'ready', type: 'self_managed_certs' },
      })),
    ),
  )
  return app
}

const EMAIL_PROVIDER = {
  name: text(),
  enabled: boolean,
  default_from_address: nullable(text({ min: 0 })),
  credentials: object,
  settings: nullable(object),
}

function existingProvider(tenant: Tenant): JsonObject {
  const { emailProvider } = tenant.state.configuration
  if (emailProvider === null)
    throw new ApiError(404, 'Email provider has not been configured.', 'inexistent_email_provider')
  return emailProvider
}

/** Credentials go in and never come out. */
function shownProvider({ credentials, ...rest }: JsonObject): JsonObject {
  void credentials
  return rest
}

function objectOnly(body: JsonObject[string]): JsonObject {
  if (!isObject(body)) throw invalidBody('Expected type object')
  return body
}
