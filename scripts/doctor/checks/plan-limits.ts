import type { PresentTenant } from '../../deploy/present-tenant.ts'
import type { TenantFile } from '../../deploy/tenant-file.ts'
import { failFor, type Check } from '../finding.ts'

/**
 * The same for every plan. Those of applications and grants differ from plan to plan, and the API does not tell which
 * one a tenant has.
 *
 * Source: Auth0 docs, troubleshoot/customer-support/operational-policies/entity-limit-policy; linked from
 * customize/actions/limitations.
 */
const LIMITS = { actions: 100, actionsPerTrigger: 20, forms: 500, flows: 500 }

export const PLAN_LIMITS: Check = {
  check: 'plan_limits',
  title: 'Limits of Auth0',
  meaning: `Ours fit beside what the tenant has: ${LIMITS.actions} Actions that are deployed, ${LIMITS.actionsPerTrigger} bound to a trigger, ${LIMITS.forms} Forms, ${LIMITS.flows} flows.`,
  blocks: true,
  mend: 'Unbind or delete what nobody needs any more, then run this again.',
  look: (tenant, wanted) => {
    const { file, counted } = wanted
    const needed = [
      { what: 'deployed Actions', count: actionsAfter(tenant, file), limit: LIMITS.actions },
      ...Object.keys(file.triggers ?? {}).map((trigger) => ({
        what: `Actions bound to ${trigger}`,
        count: boundAfter(tenant, file, trigger),
        limit: LIMITS.actionsPerTrigger,
      })),
      { what: 'Forms', count: counted.forms + missing(file.forms, tenant.forms), limit: LIMITS.forms },
      { what: 'flows', count: counted.flows + missing(file.flows, tenant.flows), limit: LIMITS.flows },
    ]
    return failFor(
      needed
        .filter(({ count, limit }) => count > limit)
        .map(({ what, count, limit }) => `With ours there would be ${count} ${what}; Auth0 takes ${limit}.`),
      `With ours: ${needed.map(({ what, count, limit }) => `${count} of ${limit} ${what}`).join(', ')}.`,
    )
  },
}

/**
 * Auth0 counts those that are bound and deployed. Of triggers that are not ours it is not known here what is bound, so
 * what is deployed counts as bound.
 */
function actionsAfter({ actions, bindings }: PresentTenant, file: TenantFile): number {
  const ours = new Set((file.actions ?? []).map(({ name }) => name))
  const bound = new Set(Object.values(bindings).flatMap((list) => list.map(({ actionId }) => actionId)))
  const others = actions.filter(
    ({ id, name, trigger, deployed }) =>
      !ours.has(name) && deployed !== undefined && (!(trigger in bindings) || bound.has(id)),
  )
  return others.length + ours.size
}

function boundAfter({ bindings }: PresentTenant, { triggers }: TenantFile, trigger: string): number {
  const ours = new Set((triggers?.[trigger] ?? []).map(({ action_name }) => action_name))
  return ours.size + (bindings[trigger] ?? []).filter(({ actionName }) => !ours.has(actionName)).length
}

const missing = (wanted: TenantFile['forms'] = [], present: readonly { name: string }[]): number =>
  wanted.filter((entry) => !present.some(({ name }) => name === entry.name)).length
