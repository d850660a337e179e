import type { JsonObject } from '../local-tenant/json.ts'
import type { TenantFile } from './tenant-file.ts'
import { addChanges, changesBetween } from './json-changes.ts'
import type { Piece } from './plan.ts'
import { piece } from './plan.ts'
import type { PresentTenant } from './present-tenant.ts'
import type { Before, DeployRecord } from './record.ts'

type Section = keyof PresentTenant['attackProtection']

export type AttackProtectionPlan = { pieces: Piece[]; before: Before['attackProtection'] }

/** Auth0's own limits are on, and what a tenant has that is stricter stays as it is. */
export function compareAttackProtection(
  { attackProtection = {} }: TenantFile,
  present: PresentTenant,
  record: DeployRecord,
): AttackProtectionPlan {
  const known = record.before.attackProtection
  const plans = Object.entries(attackProtection).flatMap(([name, wanted]) => {
    const found = present.attackProtection[name as Section]
    // A plan without bot detection takes none of it.
    if (found === undefined || wanted === undefined || isStricter(found)) return []
    const changes = changesBetween(found, wanted)
    return [{ name, wanted, changes }]
  })
  const changed = plans.filter(({ changes }) => changes.length > 0)
  return {
    pieces: [
      piece(
        { type: 'Attack protection', name: 'limits' },
        true,
        changed.flatMap(({ name, changes }) => changes.map(({ path }) => `${name}.${path.join('.')}`)),
        {
          resource: 'attackProtection',
          entry: Object.fromEntries(changed.map(({ name, wanted }) => [name, wanted])),
        },
      ),
    ],
    before: {
      ...known,
      ...Object.fromEntries(
        changed.map(({ name, changes }) => [name, addChanges(known[name] ?? [], changes)]),
      ),
    },
  }
}

/** Some tenants ask always, which is more than when it looks risky. */
const isStricter = (found: JsonObject): boolean => found['challenge_passwordless_policy'] === 'always'
