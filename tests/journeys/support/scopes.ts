import type { Stage } from './stage.ts'

/** Takes scopes of the Management API back from an application. */
export async function grantOnly(stage: Stage, name: string, keep: (scope: string) => boolean): Promise<void> {
  const { clients, clientGrants } = (await stage.tenant.control.state()).configuration
  const client = clients.find((each) => each.name === name)
  const grant = clientGrants.find(({ client_id }) => client_id === client?.client_id)
  await stage.management.clientGrants.update(grant?.id ?? '', { scope: grant?.scope.filter(keep) ?? [] })
}
