import type { Stage } from './stage.ts'

/** An organization whose people sign in by email, and by phone where it is said, at an app that may name it. */
export async function addOrganization(
  stage: Stage,
  members: string[],
  options: { app?: string; usage?: 'allow' | 'require'; byPhone?: boolean } = {},
): Promise<string> {
  const { app = 'Demo App', usage = 'allow', byPhone = true } = options
  const { organizations, clients } = stage.management
  const { configuration } = await stage.tenant.control.state()
  const connections = configuration.connections.filter(({ name }) => byPhone || name === 'email')
  const made = await organizations.create({ name: 'acme', display_name: 'Acme' })
  const id = made.id ?? ''
  for (const connection of connections)
    await organizations.enabledConnections.add(id, { connection_id: connection.id })
  if (members.length > 0) await organizations.members.create(id, { members })
  const client = configuration.clients.find(({ name }) => name === app)
  await clients.update(client?.client_id ?? '', { organization_usage: usage })
  return id
}
