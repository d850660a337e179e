import { splitList } from '../../lib/settings-checks.ts'
import { isHost } from '../texts/check-names.ts'
import type { Environment } from './given-text.ts'
import { givenText, textOf } from './given-text.ts'

/** The canonical one, in small letters as Auth0 writes it: the Management API's audience is compared as text. */
export function tenantDomainOf(environment: Environment): string {
  return (givenText(environment, 'TENANT_DOMAIN') ?? textOf(environment, 'AUTH0_DOMAIN')).toLowerCase()
}

/** Undefined where it is left to the tenant; empty where it is said that there is none. */
export function givenCustomDomains(environment: Environment): string[] | undefined {
  const text = textOf(environment, 'CUSTOM_DOMAINS')
  return text === '' ? undefined : splitList(text.toLowerCase())
}

/** The host that codes are bound to: without a port, and no address of numbers. */
export function smsDomainOf(environment: Environment, customDomains: readonly string[]): string {
  const [tenant = '', ...custom] = [tenantDomainOf(environment), ...customDomains].map(withoutPort)
  return givenText(environment, 'SMS_DOMAIN') ?? custom.find(isHost) ?? tenant
}

const withoutPort = (host: string) => host.replace(/:\d+$/, '')
