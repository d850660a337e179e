import { objectOf } from '../forms/json-parts.ts'
import type { Connection } from '../state.ts'
import type { Tenant } from '../tenant.ts'

export type TextTemplate = {
  text: string
  /** Where a call says something else than a text. */
  voice: string | undefined
  from: string | undefined
  syntax: string | undefined
}

const DEFAULT_TEXT = 'Your verification code is: {{ code }}'

/**
 * What a text says: the connection's template, or the tenant's phone template `otp_verify`. Which of them a
 * passwordless login takes where there are both is not documented.
 */
export function textTemplate(tenant: Tenant, connection: Connection): TextTemplate {
  const ofConnection = templateOfConnection(connection)
  const ofTenant = phoneTemplate(tenant)
  const [first, second] =
    tenant.unknowns.smsTextFrom === 'phone_template' ? [ofTenant, ofConnection] : [ofConnection, ofTenant]
  const found = first ?? second ?? { text: DEFAULT_TEXT, voice: undefined, from: undefined, syntax: 'liquid' }
  return { ...found, from: found.from ?? text(connection.options['from']) }
}

function templateOfConnection({ options }: Connection): TextTemplate | undefined {
  const { template, syntax, from } = options
  if (typeof template !== 'string') return undefined
  return { text: template, voice: undefined, from: text(from), syntax: text(syntax) }
}

function phoneTemplate(tenant: Tenant): TextTemplate | undefined {
  const { phoneTemplates = [] } = tenant.state.configuration
  const stored = phoneTemplates.find(({ type, disabled }) => type === 'otp_verify' && disabled !== true)
  const content = objectOf(stored?.['content'])
  const body = objectOf(content['body'])
  const written = text(body['text'])
  if (written === undefined) return undefined
  return { text: written, voice: text(body['voice']), from: text(content['from']), syntax: 'liquid' }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
