import { isObject } from '../forms/json.ts'
import type { Json, JsonObject } from '../local-tenant/json.ts'
import type { ProviderEntry, TenantFile } from './tenant-file.ts'
import { holds } from './json-changes.ts'
import type { Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentTenant } from './present-tenant.ts'
import type { Before, DeployRecord } from './record.ts'

export type PhonePlan = { pieces: Piece[] } & Pick<Before, 'phoneProvider' | 'phoneTemplates'>

/**
 * The phone provider that runs our Action, and the text of codes. A text that somebody has written stays, and so do
 * the ways of delivery that were on.
 */
export function comparePhone(file: TenantFile, present: PresentTenant, { before }: DeployRecord): PhonePlan {
  const provider = compareProvider(file.phoneProviders, present.phoneProviders, before)
  const made = new Set(before.phoneTemplates)
  const templates = (file.phoneTemplates ?? []).flatMap((template) => {
    const found = present.phoneTemplates.find(({ type }) => type === template.type)
    if (found && !made.has(template.type)) return []
    made.add(template.type)
    const isAsWanted = found && holds(found, template as JsonObject)
    return [
      piece(
        { type: 'Phone template', name: template.type },
        found !== undefined,
        found && !isAsWanted ? ['text'] : [],
        {
          ...{ resource: 'phoneTemplates', entry: template as JsonObject },
        },
      ),
    ]
  })
  return { ...provider, pieces: [...provider.pieces, ...templates], phoneTemplates: [...made] }
}

function compareProvider(
  wanted: ProviderEntry[] | undefined,
  [found]: readonly JsonObject[],
  { phoneProvider }: Before,
): { pieces: Piece[] } & Pick<Before, 'phoneProvider'> {
  const [ours] = wanted ?? []
  if (ours === undefined) return { pieces: [], phoneProvider }
  const entry = withMethodsOf(ours, found) as JsonObject
  const visible = Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'credentials'))
  const isOther = found !== undefined && found['name'] !== entry['name']
  const differences = [
    ...(isOther ? [`takes the place of ${textOf(found['name'])}`] : []),
    ...(!isOther && found && !holds(found, visible) ? ['ways of delivery'] : []),
  ]
  return {
    pieces: [
      piece({ type: 'Phone provider', name: ours.name }, found !== undefined, differences, {
        ...{ resource: 'phoneProviders', entry },
      }),
    ],
    // Whatever is there that is not ours is what was there before.
    phoneProvider:
      isOther || found === undefined || phoneProvider === 'untouched' ? remembered(found) : phoneProvider,
  }
}

const textOf = (name: Json | undefined): string => (typeof name === 'string' ? name : 'another')

/** Of the provider what its operations take again; the credentials are not shown. */
function remembered(provider: JsonObject | undefined): Before['phoneProvider'] {
  if (provider === undefined) return 'absent'
  const { name, disabled = false, configuration = {} } = provider
  return { name: textOf(name), disabled, configuration }
}

function withMethodsOf(ours: ProviderEntry, present: JsonObject | undefined): ProviderEntry {
  const configuration = present?.['configuration']
  const theirs = isObject(configuration) ? (configuration['delivery_methods'] as string[] | undefined) : []
  const methods = new Set([...(ours.configuration?.delivery_methods ?? []), ...(theirs ?? [])])
  return { ...ours, configuration: { ...ours.configuration, delivery_methods: [...methods] } }
}
