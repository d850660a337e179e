import { deployedAction } from '../actions-runtime/bound-actions.ts'
import type { Json, JsonObject } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { ApiError } from './api-error.ts'
import { anyOf, boolean, oneOf, shaped, text, uniqueListOf } from './body.ts'
import type { Collection } from './collection.ts'
import { kept, without } from './kept.ts'
import { flag } from './paging.ts'

const METHODS = { delivery_methods: uniqueListOf(oneOf('text', 'voice'), 1) }
const TWILIO = { sid: text({ min: 0 }), default_from: text({ min: 0 }), mssid: text({ min: 0 }) }

/** Sources: Auth0's Management API description; docs, customize/phone-messages/configure-phone-messaging-providers. */
const PROPERTIES = {
  name: oneOf('twilio', 'custom'),
  disabled: boolean,
  configuration: anyOf(
    shaped({ ...TWILIO, ...METHODS }, ['sid', 'delivery_methods']),
    shaped(METHODS, ['delivery_methods']),
  ),
  credentials: anyOf(shaped({ auth_token: text({ max: 255 }) }, ['auth_token']), shaped({})),
}

export function phoneProviders(tenant: Tenant): Collection {
  return {
    path: '/branding/phone/providers',
    scope: 'phone_providers',
    title: 'phone provider',
    ...kept(tenant, 'phoneProviders', 'pro', {
      tenant: tenant.config.name,
      channel: 'phone',
      disabled: false,
    }),
    required: ['name', 'credentials'],
    properties: PROPERTIES,
    leastChanges: 1,
    check: (item, others) => {
      // One per tenant.
      if (others.length > 0)
        throw new ApiError(409, 'A phone provider is already configured.', 'phone_provider_conflict')
      checkCustom(tenant, item['name'])
    },
    shown: without('credentials'),
    list: (c, items) => {
      const disabled = flag(c, 'disabled')
      const wanted = (item: JsonObject) => disabled === undefined || item['disabled'] === disabled
      return { providers: items.filter(wanted) }
    },
  }
}

/**
 * Source: Auth0 docs, …/configure-a-custom-phone-provider. The page prints the code of custom email providers, whose
 * other codes differ from those of phone providers in this word alone.
 */
function checkCustom(tenant: Tenant, name: Json | undefined): void {
  if (name !== 'custom' || deployedAction(tenant.state, 'custom-phone-provider') !== undefined) return
  throw new ApiError(
    400,
    'No Action of the trigger custom-phone-provider is deployed.',
    'custom_phone_provider_deployed_action_not_found',
  )
}
