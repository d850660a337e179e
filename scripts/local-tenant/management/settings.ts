import { Hono } from 'hono'
import type { JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError, invalidBody, invalidUri } from './api-error.ts'
import { type ApiEnv, permit } from './bearer.ts'
import { boolean, isObject, nullable, object, oneOf, readBody, readJson, text } from './body.ts'
import { flag, pageOf, selectFields } from './paging.ts'

/** What a tenant has once: its prompts and their texts, its email provider, its domains. */
export function settingsApi(tenant: Tenant): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  const configuration = () => tenant.state.configuration

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
  // Nobody has customized the rendering of a screen here.
  app.get('/prompts/rendering', permit('read:prompts'), (c) => {
    const { start, limit, total } = pageOf(c, [])
    return c.json(flag(c, 'include_totals') === true ? { configs: [], start, limit, total } : [])
  })
  app.get('/prompts/:prompt/custom-text/:language', permit('read:prompts'), (c) => {
    const { prompt, language } = c.req.param()
    return c.json(configuration().customText[`${prompt}/${language}`] ?? {})
  })
  app.put('/prompts/:prompt/custom-text/:language', permit('update:prompts'), async (c) => {
    const { prompt, language } = c.req.param()
    checkName(prompt)
    if (!/^[a-z]{2,3}(-[a-zA-Z0-9]+)?$/.test(language)) throw invalidUri(language)
    configuration().customText[`${prompt}/${language}`] = objectOnly(await readJson(c))
    return c.body(null, 200)
  })
  app.get('/prompts/:prompt/partials', permit('read:prompts'), (c) =>
    c.json(configuration().partials[c.req.param('prompt')] ?? {}),
  )
  app.put('/prompts/:prompt/partials', permit('update:prompts'), async (c) => {
    checkName(c.req.param('prompt'))
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
  // Source: Auth0 docs, customize/email/smtp-email-providers.
  name: oneOf(
    ...[
      'mailgun',
      'mandrill',
      'sendgrid',
      'resend',
      'ses',
      'sparkpost',
      'smtp',
      'azure_cs',
      'ms365',
      'custom',
    ],
  ),
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

/** Of the credentials only what is no secret comes out again. */
const PUBLIC_CREDENTIALS = ['api_user', 'region', 'smtp_host', 'smtp_port', 'smtp_user']

function shownProvider({ credentials, ...rest }: JsonObject): JsonObject {
  if (!isObject(credentials)) return rest
  const shown = Object.entries(credentials).filter(([name]) => PUBLIC_CREDENTIALS.includes(name))
  return { ...rest, credentials: Object.fromEntries(shown) }
}

/** Prompts are named in words with hyphens, e.g. `login-passwordless`. */
function checkName(prompt: string): void {
  if (!/^[a-z]+(-[a-z]+)*$/.test(prompt)) throw invalidUri(prompt)
}

function objectOnly(body: JsonObject[string]): JsonObject {
  if (!isObject(body)) throw invalidBody('Expected type object')
  return body
}
