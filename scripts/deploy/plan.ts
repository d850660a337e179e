import type { JsonObject } from '../local-tenant/json.ts'
import type { PresentBinding } from './present-tenant.ts'
import type { DeployRecord } from './record.ts'

/** One thing of ours, and what a deploy does to it. */
export type PlanItem = {
  /** As an admin would call it, e.g. `Action`. */
  type: string
  name: string
  change: 'create' | 'change' | 'keep'
  /** What changes, free of secrets; empty for `keep`. */
  details: string[]
}

/** What deploy-cli is given of a thing that is to be created or changed. */
export type Entry = { resource: string; entry: JsonObject }

export type Piece = PlanItem & { entry?: Entry }

/** An application that a connection is to be opened to. Opening takes nothing from others. */
export type Opening = { connection: string; clientId: string; clientName: string }

/** What an app is to carry, beside whatever else it carries; null for what it is to lose. */
export type Mark = { clientId: string; clientName: string; metadata: JsonObject }

export type BindingPlan = {
  before: PresentBinding[]
  after: { actionName: string; displayName: string }[]
}

export type Plan = {
  pieces: Piece[]
  /** By trigger. */
  bindings: { [triggerId: string]: BindingPlan }
  openings: Opening[]
  /** Those of apps that are not named any more. */
  closings: Opening[]
  marks: Mark[]
  /** The record as it has to be before the first of these changes is made. */
  record: DeployRecord
  /** What an admin should know besides. */
  notes: string[]
}

/** A plan as it is shown, and given to programs. */
export type ShownPlan = {
  tenant: string
  /** Items that are not kept. */
  changes: number
  items: PlanItem[]
  /** By trigger, the names of Actions in the order in which they run. */
  bindings: { [triggerId: string]: { before: string[]; after: string[] } }
  notes: string[]
}

export function shownPlan(tenant: string, { pieces, bindings, notes }: Plan): ShownPlan {
  const items = pieces.map(({ type, name, change, details }) => ({ type, name, change, details }))
  return {
    tenant,
    changes: items.filter(({ change }) => change !== 'keep').length,
    items,
    bindings: Object.fromEntries(
      Object.entries(bindings).map(([trigger, { before, after }]) => [
        trigger,
        {
          before: before.map(({ actionName }) => actionName),
          after: after.map(({ actionName }) => actionName),
        },
      ]),
    ),
    notes,
  }
}

/** A piece that is created, changed or kept, by whether it is there and what differs. */
export function piece(
  item: Pick<PlanItem, 'type' | 'name'>,
  isThere: boolean,
  differences: readonly string[],
  entry?: Entry,
): Piece {
  if (!isThere) return { ...item, change: 'create', details: [...differences], ...(entry && { entry }) }
  if (differences.length === 0) return { ...item, change: 'keep', details: [] }
  return { ...item, change: 'change', details: [...differences], ...(entry && { entry }) }
}
