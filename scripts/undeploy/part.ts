import type { JsonObject } from '../local-tenant/json.ts'
import type { PresentTenant } from '../deploy/present-tenant.ts'
import type { DeployRecord } from '../deploy/record.ts'

/** What undeploy does to one thing. */
export type UndeployItem = {
  type: string
  name: string
  change: 'remove' | 'restore' | 'keep'
  details: string[]
}

/** One thing to do. Each can be done again, and they are done in the order of the list. */
export type Step =
  | { do: 'unmark'; clientId: string; metadata: JsonObject }
  | { do: 'close'; connectionId: string; clientIds: string[] }
  | { do: 'unbind'; trigger: string; names: string[] }
  | { do: 'set_provider'; id: string; provider: JsonObject }
  | { do: 'set_protection'; section: Section; settings: JsonObject }
  | { do: 'set_options'; connectionId: string; options: JsonObject }
  | { do: 'delete'; kind: DeletedKind; id: string }

export type Section = keyof PresentTenant['attackProtection']

export type DeletedKind =
  'phone_provider' | 'phone_template' | 'connection' | 'action' | 'form' | 'flow' | 'client'

/** One part of the plan: what is shown, what is done, and what an admin should know besides. */
export type Part = { items: UndeployItem[]; steps: Step[]; notes?: string[] }

export type UndeployFacts = {
  present: PresentTenant
  record: DeployRecord
  /** People who have a phone by the `sms` connection, as far as the search tells; undefined where it gives up. */
  peopleWithPhones: number | undefined
  /** The auth token of the Twilio phone provider that was there before; undefined where it is not given. */
  formerAuthToken: string | undefined
}

/** Whether the record says that it is ours. */
export const isClaimed = (record: DeployRecord, kind: string, name: string): boolean =>
  record.claimed.includes(`${kind}/${name}`)
