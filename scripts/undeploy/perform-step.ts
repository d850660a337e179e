import type { ManagementClient } from 'auth0'
import { orUndefined } from '../deploy/absent.ts'
import { replaceBindings, setEnabled } from '../deploy/open-doors.ts'
import { readBindings } from '../deploy/read-tenant.ts'
import type { DeletedKind, Step } from './part.ts'

/** Does one step. What is gone already is no error: a run that was ended is done again. */
export async function performStep(management: ManagementClient, step: Step): Promise<void> {
  switch (step.do) {
    case 'unmark':
      await management.clients.update(step.clientId, { client_metadata: step.metadata })
      return
    case 'close':
      await setEnabled(management, step.connectionId, step.clientIds, false)
      return
    case 'unbind':
      await unbind(management, step.trigger, step.names)
      return
    case 'set_provider':
      await management.branding.phone.providers.update(step.id, step.provider)
      return
    case 'set_protection':
      await management.attackProtection[step.section].update(step.settings)
      return
    case 'set_options':
      await management.connections.update(step.connectionId, { options: step.options })
      return
    case 'delete':
      await orUndefined([404], () => DELETE[step.kind](management, step.id))
      return
    default:
      step satisfies never
  }
}

/** The list is read again at the last moment, since it is replaced as a whole. */
async function unbind(
  management: ManagementClient,
  trigger: string,
  names: readonly string[],
): Promise<void> {
  const before = (await readBindings(management, [trigger]))[trigger] ?? []
  const after = before.filter(({ actionName }) => !names.includes(actionName))
  if (after.length < before.length) await replaceBindings(management, trigger, after)
}

const DELETE: { [kind in DeletedKind]: (management: ManagementClient, id: string) => PromiseLike<unknown> } =
  {
    phone_provider: ({ branding }, id) => branding.phone.providers.delete(id),
    phone_template: ({ branding }, id) => branding.phone.templates.delete(id),
    connection: ({ connections }, id) => connections.delete(id),
    action: ({ actions }, id) => actions.delete(id),
    form: ({ forms }, id) => forms.delete(id),
    flow: ({ flows }, id) => flows.delete(id),
    client: ({ clients }, id) => clients.delete(id),
  }
