import type { Management, ManagementClient } from 'auth0'
import { placed } from './compare-bindings.ts'
import type { BindingEntry } from './tenant-file.ts'
import type { Mark, Opening } from './plan.ts'
import { readConnections } from './read-connections.ts'
import { readBindings } from './read-tenant.ts'

/**
 * Binds our Actions before those of others. The bindings are read again at the last moment: a list is replaced as a
 * whole, and somebody may have bound an Action since the plan was made.
 *
 * Not deploy-cli's to do, since it binds before it fills Forms: an Action that renders an empty Form would hold up
 * every login.
 */
export async function bind(
  management: ManagementClient,
  triggers: { [triggerId: string]: BindingEntry[] },
): Promise<void> {
  for (const [trigger, ours] of Object.entries(triggers)) {
    const before = (await readBindings(management, [trigger]))[trigger] ?? []
    const after = placed(ours, before)
    const names = (list: readonly { actionName: string }[]) =>
      list.map(({ actionName }) => actionName).join('\n')
    if (names(before) !== names(after)) await replaceBindings(management, trigger, after)
  }
}

/** Writes the whole list of a trigger. */
export async function replaceBindings(
  management: ManagementClient,
  trigger: string,
  list: readonly { actionName: string; displayName: string }[],
): Promise<void> {
  await management.actions.triggers.bindings.updateMany(trigger as Management.ActionTriggerTypeEnum, {
    bindings: list.map(({ actionName, displayName }) => ({
      ref: { type: 'action_name', value: actionName },
      display_name: displayName,
    })),
  })
}

/** Marks apps. Auth0 merges what is sent into what an application carries. */
export async function markApps(management: ManagementClient, marks: readonly Mark[]): Promise<void> {
  for (const { clientId, metadata } of marks)
    await management.clients.update(clientId, { client_metadata: metadata })
}

/** Opens connections to applications, or closes them; nothing changes for others, since only these are sent. */
export async function switchConnections(
  management: ManagementClient,
  doors: readonly Opening[],
  isOpen: boolean,
): Promise<void> {
  const names = [...new Set(doors.map(({ connection }) => connection))]
  for (const { id, name } of await readConnections(management, names)) {
    const clientIds = doors.flatMap(({ connection, clientId }) => (connection === name ? [clientId] : []))
    await setEnabled(management, id, clientIds, isOpen)
  }
}

/** Auth0's limit for one call. */
const AT_ONCE = 50

/** Switches a connection on or off for these applications, and for no other. */
export async function setEnabled(
  management: ManagementClient,
  connectionId: string,
  clientIds: readonly string[],
  status: boolean,
): Promise<void> {
  for (let from = 0; from < clientIds.length; from += AT_ONCE) {
    const some = clientIds.slice(from, from + AT_ONCE)
    await management.connections.clients.update(
      connectionId,
      some.map((client_id) => ({ client_id, status })),
    )
  }
}
