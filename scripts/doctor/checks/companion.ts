import { isObject } from '../../forms/json.ts'
import { holds } from '../../deploy/json-changes.ts'
import { ourNames } from '../../deploy/our-names.ts'
import type { PresentTenant } from '../../deploy/present-tenant.ts'
import type { Json, JsonObject } from '../../local-tenant/json.ts'
import type { Expected } from '../expected.ts'
import { DEPLOY, fail, failFor, type Check } from '../finding.ts'
import { listDifferences } from './list-differences.ts'

export const NO_COMPANION = 'There is no companion.'

export const COMPANION: Check = {
  check: 'companion',
  title: 'Companion application',
  meaning:
    'The application that runs inner logins is there, with the kind, the ways to authenticate, the grant types and the mark that `tenant.yaml` says, and no further grant type.',
  blocks: false,
  mend: DEPLOY,
  look: ({ companion }, { file }) => {
    if (companion === undefined) return fail(NO_COMPANION)
    const { companion: name } = ourNames(file)
    const entry = file.clients?.find((client) => client.name === name) as JsonObject
    const problems = Object.entries(entry)
      .filter(([property]) => !JUDGED_ELSEWHERE.includes(property))
      .flatMap(([property, wanted]) => problemOf(property, companion.client[property], wanted))
    return failFor(problems, 'As it should be.')
  },
}

export const COMPANION_CALLBACKS: Check = {
  check: 'companion_callbacks',
  title: 'Callbacks of the companion',
  meaning:
    'The companion may send people back to `https://HOST/continue` and nowhere else, for the canonical domain and every custom domain.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) => {
    if (tenant.companion === undefined) return fail(NO_COMPANION)
    const callbacks = hostsOf(tenant, wanted).map((host) => `https://${host}/continue`)
    const there = textsOf(tenant.companion.client['callbacks'])
    return failFor(
      listDifferences(there, callbacks, { missing: 'Missing', besides: 'Not ours' }),
      `${callbacks.join(', ')}.`,
    )
  },
}

const JUDGED_ELSEWHERE = ['name', 'description', 'callbacks']

function hostsOf({ customDomains }: PresentTenant, wanted: Expected): string[] {
  return [...new Set([wanted.tenantDomain, ...(wanted.customDomains ?? customDomains)])]
}

function problemOf(property: string, present: Json | undefined, wanted: Json): string[] {
  if (Array.isArray(wanted))
    return listDifferences(textsOf(present), textsOf(wanted), {
      missing: `${property} lacks`,
      besides: `${property} has besides`,
    })
  if (holds(present, wanted)) return []
  return isObject(wanted)
    ? [`${property} is not ${JSON.stringify(wanted)}.`]
    : [`${property} is ${JSON.stringify(present ?? null)}, not ${JSON.stringify(wanted)}.`]
}

const textsOf = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
