import { readNumbers } from '../../lib/read-settings.ts'
import { parseCountries } from '../build-countries.ts'
import { buildSmsTemplate } from '../texts/build-sms-template.ts'
import type { Environment } from './given-text.ts'
import { givenText } from './given-text.ts'
import { givenCustomDomains, smsDomainOf } from './hosts.ts'
import type { DeploySettingName } from './schema.ts'

type Rule = { of: readonly DeploySettingName[]; find: (environment: Environment) => string | undefined }

const RULES: readonly Rule[] = [
  { of: ['PHONE_COUNTRIES', 'ALLOWED_COUNTRIES'], find: findUnbuiltCountries },
  { of: ['AUTH0_DOMAIN', 'TENANT_DOMAIN', 'CUSTOM_DOMAINS', 'BRAND', 'SMS_DOMAIN'], find: findLongText },
]

/**
 * What is wrong with settings that hold each by itself.
 * @param wrong those that do not; what they are together says nothing
 */
export function problemsTogether(environment: Environment, wrong: ReadonlySet<DeploySettingName>): string[] {
  return RULES.filter(({ of }) => !of.some((name) => wrong.has(name))).flatMap(({ find }) => {
    const problem = find(environment)
    return problem === undefined ? [] : [problem]
  })
}

function findUnbuiltCountries(environment: Environment): string | undefined {
  const built = parseCountries(givenText(environment, 'PHONE_COUNTRIES'))
  const allowed = readNumbers(environment).countries ?? []
  const unknown = allowed.filter((code) => !built.includes(code))
  if (unknown.length === 0) return undefined
  return `ALLOWED_COUNTRIES has ${unknown.join(', ')}, which PHONE_COUNTRIES lacks: the Actions have to be built for it.`
}

function findLongText(environment: Environment): string | undefined {
  const custom = givenCustomDomains(environment)
  // Without either, the host is the tenant's first custom domain, which is not known yet.
  if (custom === undefined && givenText(environment, 'SMS_DOMAIN') === undefined) return undefined
  const names = { brand: givenText(environment, 'BRAND') ?? '', host: smsDomainOf(environment, custom ?? []) }
  try {
    buildSmsTemplate(names)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
