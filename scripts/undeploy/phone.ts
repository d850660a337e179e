import type { JsonObject } from '../local-tenant/json.ts'
import type { Part, UndeployFacts } from './part.ts'

/**
 * Puts back the phone provider that was there before.
 *
 * @throws {Error} when its credentials are not given: Auth0 never shows them, so no record has them
 */
export function restorePhoneProvider({ present, record, formerAuthToken }: UndeployFacts): Part {
  const { phoneProvider: before } = record.before
  const [found] = present.phoneProviders
  const id = typeof found?.['id'] === 'string' ? found['id'] : undefined
  // One that somebody has put in its place since is theirs.
  if (before === 'untouched' || id === undefined || found?.['name'] !== 'custom')
    return { items: [], steps: [] }
  const item = { type: 'Phone provider', name: 'custom' }
  if (before === 'absent') {
    return {
      items: [{ ...item, change: 'remove', details: ['there was none before'] }],
      steps: [{ do: 'delete', kind: 'phone_provider', id }],
    }
  }
  if (formerAuthToken === undefined) {
    throw new Error(
      `The tenant’s phone provider was ${before.name} before, and Auth0 does not show its credentials: ` +
        'say its auth token as FORMER_TWILIO_AUTH_TOKEN, so that it can be put back.',
    )
  }
  const provider: JsonObject = { ...before, credentials: { auth_token: formerAuthToken } }
  return {
    items: [{ ...item, change: 'restore', details: [`${before.name}, as it was`] }],
    steps: [{ do: 'set_provider', id, provider }],
  }
}

/** Removes the texts of codes that we wrote: Auth0 goes on with its own. */
export function removePhoneTemplates({ present, record }: UndeployFacts): Part {
  const made = present.phoneTemplates.filter(({ type }) => record.before.phoneTemplates.includes(type))
  return {
    items: made.map(({ type }) => ({
      ...{ type: 'Phone template', name: type, change: 'remove' },
      details: ['Auth0’s own text is used again'],
    })),
    steps: made.map(({ id }) => ({ do: 'delete', kind: 'phone_template', id })),
  }
}
