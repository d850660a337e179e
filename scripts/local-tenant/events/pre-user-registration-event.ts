import type { Client, Connection, JsonObject, LoginFacts } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import {
  buildClient,
  buildConnection,
  buildCustomDomain,
  buildRequest,
  buildTransaction,
  present,
} from './event-parts.ts'

/** What is known of a person who does not exist yet: the address or the number that was proven. */
export type NewUser = {
  email?: string
  phone_number?: string
  username?: string
  name?: string
  nickname?: string
  picture?: string
  given_name?: string
  family_name?: string
  user_metadata?: JsonObject
  app_metadata?: JsonObject
}

export type PreUserRegistrationFacts = {
  transaction: LoginFacts
  client: Client
  connection: Connection
  user: NewUser
  request: RequestFacts
}

/**
 * `event` of the pre-user-registration trigger v2, without `secrets`. It has no query and no transaction metadata.
 *
 * Source: Auth0 docs, customize/actions/explore-triggers/signup-and-login-triggers/pre-user-registration-trigger.
 */
export function buildPreUserRegistrationEvent(tenant: Tenant, facts: PreUserRegistrationFacts): object {
  const request = without('query', buildRequest(facts.request))
  const transaction = without('id', buildTransaction(facts.transaction))
  return structuredClone(
    present({
      request,
      client: buildClient(facts.client),
      connection: buildConnection(facts.connection),
      custom_domain: buildCustomDomain(tenant, facts.request.hostname),
      tenant: { id: tenant.config.name },
      transaction,
      user: present({
        email: facts.user.email,
        phone_number: facts.user.phone_number,
        username: facts.user.username,
        name: facts.user.name,
        nickname: facts.user.nickname,
        picture: facts.user.picture,
        given_name: facts.user.given_name,
        family_name: facts.user.family_name,
        user_metadata: facts.user.user_metadata ?? {},
        app_metadata: facts.user.app_metadata ?? {},
      }),
    }),
  )
}

function without(name: string, part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([key]) => key !== name))
}
