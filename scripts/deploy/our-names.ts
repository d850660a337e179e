import type { TenantFile } from './tenant-file.ts'

/** What `tenant.yaml` calls ours, by which it is found again in a tenant. */
export type OurNames = {
  triggers: string[]
  actions: string[]
  companion: string
  connections: string[]
  forms: string[]
  flows: string[]
}

/** @throws {Error} when the file names no companion */
export function ourNames(file: TenantFile): OurNames {
  const named = (list: readonly { name: string }[] | undefined): string[] =>
    (list ?? []).map(({ name }) => name)
  // The client that runs inner logins, known by the mark it carries for foreign Actions.
  const companion = file.clients?.find(
    ({ client_metadata }) => client_metadata?.['phone_link_inner'] === 'true',
  )
  if (!companion) throw new Error('tenant.yaml has no companion: no application is marked phone_link_inner.')
  return {
    triggers: Object.keys(file.triggers ?? {}),
    actions: named(file.actions),
    companion: companion.name,
    connections: named(file.connections),
    forms: named(file.forms),
    flows: named(file.flows),
  }
}
