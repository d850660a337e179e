import { isSame, takeBack } from '../deploy/json-changes.ts'
import type { JsonObject } from '../local-tenant/json.ts'
import type { Part, Section, UndeployFacts } from './part.ts'

/** Sets Auth0's own limits as they were before. */
export function restoreAttackProtection({ present, record }: UndeployFacts): Part {
  const parts = (Object.keys(present.attackProtection) as Section[]).flatMap((section) => {
    const found = present.attackProtection[section] ?? {}
    const settings = changedBack(found, takeBack(found, record.before.attackProtection[section] ?? []))
    return Object.keys(settings).length > 0 ? [{ section, settings }] : []
  })
  const details = parts.flatMap(({ section, settings }) =>
    Object.keys(settings).map((name) => `${section}.${name} as it was`),
  )
  return {
    items:
      details.length > 0 ? [{ type: 'Attack protection', name: 'limits', change: 'restore', details }] : [],
    steps: parts.map(({ section, settings }) => ({ do: 'set_protection', section, settings })),
  }
}

/** What is not as it was. A setting that nobody had set has a default, which cannot be unset. */
function changedBack(present: JsonObject, former: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(former).filter(([name, value]) => !isSame(value, present[name])))
}
