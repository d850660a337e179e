import type { Json } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import type { Api } from './resource-servers.ts'

/**
 * An API's scopes as the consent page names them: all actions on one resource in a line («Posts: read and write your
 * posts»), or their descriptions where the tenant wants these. Source: Auth0 docs, customize/login-pages/customize-consent-prompts.
 */
export function permissionLines(tenant: Tenant, api: Api, scope: readonly string[]): string[] {
  const own = api.scopes.filter((name) => scope.includes(name))
  if (wantsDescriptions(tenant.state.configuration.tenantSettings['flags'])) {
    return own.map((name) => api.descriptions[name] ?? name)
  }
  const named = own.map((name) => /^([\w-]+):([\w-]+)$/.exec(name)?.slice(1) ?? [])
  const resources = [...new Set(named.flatMap(([, resource]) => resource ?? []))]
  return [
    ...resources.map((resource) => {
      const actions = named.filter(([, of]) => of === resource).flatMap(([action]) => action ?? [])
      const thing = resource.replaceAll(/[_-]/g, ' ')
      return `${capitalise(thing)}: ${listed(actions)} your ${thing}`
    }),
    ...own.filter((_, at) => named[at]?.length === 0),
  ]
}

const wantsDescriptions = (flags: Json | undefined): boolean =>
  typeof flags === 'object' &&
  flags !== null &&
  !Array.isArray(flags) &&
  flags['use_scope_descriptions_for_consent'] === true

const capitalise = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const listed = (words: string[]) => new Intl.ListFormat('en', { type: 'conjunction' }).format(words)
