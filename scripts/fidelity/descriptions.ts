import type { Descriptions } from './check-recordings.ts'
import { officialAnswers, officialEvents } from './described/official.ts'
import { ownAuthenticationAnswers } from './described/own.ts'
import { ownEvents } from './described/own-events.ts'
import { sdkAnswers } from './described/sdk.ts'

/** Everything that says what a tenant's answers and events look like, as far as it is at hand. */
export function readDescriptions(): Descriptions {
  const management = officialAnswers("Auth0's OpenAPI of the Management API", 'management-api.openapi.json')
  const authentication = officialAnswers(
    "Auth0's OpenAPI of the Authentication API",
    'authentication-api.openapi.json',
  )
  const events = officialEvents()
  return {
    management: [...(management ? [management] : []), sdkAnswers()],
    authentication: [...(authentication ? [authentication] : []), ownAuthenticationAnswers()],
    events: [...(events ? [events] : []), ownEvents],
  }
}
