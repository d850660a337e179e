import { isObject } from '../../forms/json.ts'
import { PHONE_PROVIDER_TRIGGER, SMS_PROVIDER } from '../../import/optional-parts.ts'
import type { JsonObject } from '../../local-tenant/json.ts'
import { DEPLOY, fail, NOT_KNOWN, pass, warn, type Check } from '../finding.ts'
import { nameList } from '../name-list.ts'
import { deliversItself } from './sms-gateway.ts'

const OWN = 'sms-provider delivers codes.'

export const TENANT_PHONE_PROVIDER: Check = {
  check: 'tenant_phone_provider',
  title: 'Phone provider of the tenant',
  meaning:
    'With `CODE_PROVIDER` `none`, the tenant has a phone provider that sends texts, and it is on: nothing else would deliver codes.',
  blocks: true,
  mend: 'Dashboard, Branding → Phone Provider: set one up for text messages and switch it on, or set CODE_PROVIDER to a provider that sms-provider speaks to.',
  look: ({ phoneProviders: [provider], connections }, { codeProvider }) => {
    if (codeProvider === undefined) return NOT_KNOWN
    if (codeProvider !== 'none') return pass(OWN)
    if (connections.some(deliversItself)) return pass('The sms connection has a way to deliver of its own.')
    const problem = problemOf(provider)
    return problem === undefined ? pass(`${nameOf(provider)} delivers codes.`) : fail(problem)
  },
}

export const PHONE_PROVIDER: Check = {
  check: 'phone_provider',
  title: 'Phone provider sms-provider',
  meaning:
    'With `CODE_PROVIDER` set, the tenant’s phone provider is the one that runs `sms-provider`, it sends texts, and it is on.',
  blocks: false,
  mend: DEPLOY,
  look: ({ phoneProviders: [provider] }, { codeProvider }) => {
    if (codeProvider === undefined) return NOT_KNOWN
    if (codeProvider === 'none') return pass('CODE_PROVIDER is none: the tenant keeps its own.')
    if (provider !== undefined && provider['name'] !== 'custom')
      return fail(`${nameOf(provider)} is in its place.`)
    const problem = problemOf(provider)
    return problem === undefined ? pass(OWN) : fail(problem)
  },
}

/**
 * Auth0 runs one such Action per tenant and refuses a second one.
 * Source: Auth0 support, «End-of-Life Rollout for Multiple Custom Phone/Email Provider Actions».
 */
export const PHONE_PROVIDER_ACTION: Check = {
  check: 'phone_provider_action',
  title: 'Nobody else’s Action delivers codes',
  meaning:
    'With `CODE_PROVIDER` set, no Action but `sms-provider` is for the trigger `custom-phone-provider`: Auth0 lets there be one.',
  blocks: true,
  mend: 'Delete that Action (dashboard, Actions → Library), or keep it with CODE_PROVIDER set to none.',
  look: ({ actions }, { codeProvider }) => {
    if (codeProvider === undefined) return NOT_KNOWN
    const others = actions
      .filter(({ trigger, name }) => trigger === PHONE_PROVIDER_TRIGGER && name !== SMS_PROVIDER)
      .map(({ name }) => name)
    if (others.length === 0) return pass('There is none.')
    return codeProvider === 'none'
      ? pass(`${nameList(others)} delivers codes.`)
      : fail(`${nameList(others)} delivers the tenant’s codes.`)
  },
}

// Source: Auth0 docs, customize/phone-messages/unified-phone. That page tells how MFA is routed by this switch, and not
// how passwordless codes are: hence a warning and no more.
export const UNIFIED_PHONE: Check = {
  check: 'unified_phone',
  title: 'Unified phone experience',
  meaning:
    'The tenant does not keep to the legacy ways of phone messages, by which its phone provider may not be asked.',
  blocks: false,
  mend: 'Dashboard, Authentication → Passwordless → SMS: switch on Use Tenant-level Messaging Provider. Where that switch is missing, ask Auth0’s support.',
  look: ({ settings }) =>
    settings['phone_consolidated_experience'] === false
      ? warn('It is off: codes may pass by the tenant’s phone provider.')
      : pass('It is not off.'),
}

function problemOf(provider: JsonObject | undefined): string | undefined {
  if (provider === undefined) return 'The tenant has none.'
  if (provider['disabled'] === true) return `${nameOf(provider)} is switched off.`
  const configuration = provider['configuration']
  const methods = isObject(configuration) ? configuration['delivery_methods'] : undefined
  const sendsTexts = !Array.isArray(methods) || methods.includes('text')
  return sendsTexts ? undefined : `${nameOf(provider)} sends no texts.`
}

function nameOf(provider: JsonObject | undefined): string {
  const name = provider?.['name']
  return typeof name === 'string' ? name : 'A provider without a name'
}
