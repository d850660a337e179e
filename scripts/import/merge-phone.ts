import type { JsonObject } from '../local-tenant/state.ts'
import type { PresentPhone, ProviderEntry, TenantFile } from '../merge-tenant.ts'

type Part = 'phoneProviders' | 'phoneTemplates' | 'attackProtection'
type Phone = { [part in Part]: TenantFile[part] | undefined }

/**
 * Ours beside what the tenant has: a template that somebody has written stays, the ways of delivery that were on stay
 * on, and no protection gets weaker. The tenant's one phone provider itself is replaced by ours.
 */
export function mergePhone(
  { phoneProviders, phoneTemplates, attackProtection }: Phone,
  present: PresentPhone,
): Pick<TenantFile, Part> {
  const written = new Set(present.templates.map(({ type }) => type))
  const templates = phoneTemplates?.filter(({ type }) => !written.has(type)) ?? []
  return {
    ...(phoneProviders && {
      phoneProviders: phoneProviders.map((provider) => keepMethods(provider, present.providers)),
    }),
    // An empty list would be a wish to have none.
    ...(templates.length > 0 && { phoneTemplates: templates }),
    ...(attackProtection && { attackProtection: strengthen(attackProtection, present.botDetection) }),
  }
}

function keepMethods(ours: ProviderEntry, present: readonly JsonObject[]): ProviderEntry {
  const methods = [ours, ...(present as ProviderEntry[])].flatMap(
    ({ configuration }) => configuration?.delivery_methods ?? [],
  )
  return { ...ours, configuration: { ...ours.configuration, delivery_methods: [...new Set(methods)] } }
}

/** Some policies ask always, which is more than when it looks risky. A plan without bot detection takes none of it. */
function strengthen(
  { botDetection, ...others }: NonNullable<TenantFile['attackProtection']>,
  present: JsonObject | undefined,
): NonNullable<TenantFile['attackProtection']> {
  if (!botDetection || present === undefined) return others
  const isStricter = present['challenge_passwordless_policy'] === 'always'
  return isStricter ? others : { ...others, botDetection }
}
