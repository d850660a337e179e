import type { Management, ManagementClient } from 'auth0'
import type { JsonObject } from '../local-tenant/json.ts'
import { orUndefined } from './absent.ts'
import type { OurNames } from './our-names.ts'
import type { PresentBinding, PresentClient, PresentCompanion, PresentTenant } from './present-tenant.ts'
import { readActions } from './read-actions.ts'
import { readForms, readFlows } from './read-bodies.ts'
import { readConnections } from './read-connections.ts'

type Trigger = Management.ActionTriggerTypeEnum

/**
 * Reads all of a tenant that ours touches or depends on. One call after the other: a plan may allow two a second.
 *
 * @throws {Error} with a sentence, when something is there that could not be kept
 */
export async function readTenant(management: ManagementClient, ours: OurNames): Promise<PresentTenant> {
  const clients = await readClients(management)
  return {
    prompts: asJson(await management.prompts.getSettings()),
    settings: asJson(await management.tenants.settings.get()),
    customDomains: await readCustomDomains(management),
    emailProvider: await readEmailProvider(management),
    actions: await readActions(management),
    bindings: await readBindings(management, ours.triggers),
    clients,
    companion: await readCompanion(management, clients, ours.companion),
    connections: await readConnections(management, ours.connections),
    forms: await readForms(management, ours.forms),
    flows: await readFlows(management, ours.flows),
    ...(await readPhone(management)),
    attackProtection: await readAttackProtection(management),
  }
}

async function readCustomDomains(management: ManagementClient): Promise<string[]> {
  // A plan without custom domains refuses the question.
  const domains = (await orUndefined([403, 404], () => management.customDomains.list())) ?? []
  return domains.flatMap(({ domain, status }) => (status === 'ready' ? [domain] : []))
}

async function readEmailProvider(management: ManagementClient): Promise<JsonObject | undefined> {
  const provider = await orUndefined([404], () =>
    management.emails.provider.get({ fields: 'name,enabled,default_from_address', include_fields: true }),
  )
  return provider && asJson(provider)
}

/** The bindings of each trigger, page by page, in the order in which they run. */
export async function readBindings(
  management: ManagementClient,
  triggers: readonly string[],
): Promise<PresentTenant['bindings']> {
  const bindings: PresentTenant['bindings'] = {}
  for (const trigger of triggers) {
    const entries: PresentBinding[] = []
    const page = await management.actions.triggers.bindings.list(trigger as Trigger, { per_page: 50 })
    for await (const { id, action, display_name } of page) {
      if (id === undefined || action?.id === undefined || action.name === undefined)
        throw new Error(`A binding of ${trigger} names no Action, so it cannot be kept.`)
      const displayName = display_name ?? action.name
      entries.push({ id, actionId: action.id, actionName: action.name, displayName })
    }
    bindings[trigger] = entries
  }
  return bindings
}

async function readClients(management: ManagementClient): Promise<PresentClient[]> {
  const clients: PresentClient[] = []
  const page = await management.clients.list({
    ...{ per_page: 100, include_totals: true, is_global: false },
    ...{ fields: 'client_id,name,client_metadata,grant_types', include_fields: true },
  })
  for await (const { client_id, name, client_metadata, grant_types } of page) {
    if (client_id === undefined || name === undefined) continue
    const metadata = client_metadata && { client_metadata: client_metadata as JsonObject }
    clients.push({ client_id, name, ...metadata, ...(grant_types && { grant_types }) })
  }
  return clients
}

async function readCompanion(
  management: ManagementClient,
  clients: readonly PresentClient[],
  name: string,
): Promise<PresentCompanion | undefined> {
  const found = clients.filter((client) => client.name === name)
  if (found.length > 1) {
    throw new Error(`The tenant has ${found.length} applications named “${name}”: give them different names.`)
  }
  const [known] = found
  if (known === undefined) return undefined
  const client = await management.clients.get(known.client_id)
  const { client_id, client_secret } = client
  if (client_id === undefined || client_secret === undefined) {
    throw new Error(
      `The secret of the application “${name}” cannot be read: the scope read:client_keys is missing.`,
    )
  }
  const grants: PresentCompanion['grants'] = []
  for await (const grant of await management.clientGrants.list({ client_id, take: 50 })) {
    const { id, audience, scope } = grant
    if (id !== undefined && audience !== undefined) grants.push({ id, audience, scope: scope ?? [] })
  }
  return { client: { ...asJson(client), client_id, client_secret }, grants }
}

async function readPhone(
  management: ManagementClient,
): Promise<Pick<PresentTenant, 'phoneProviders' | 'phoneTemplates'>> {
  const { providers = [] } = await management.branding.phone.providers.list()
  const { templates = [] } = await management.branding.phone.templates.list()
  return {
    phoneProviders: providers.map(asJson),
    // Those without an id are Auth0's own.
    phoneTemplates: templates.flatMap((template) => {
      const { id, type } = template
      return id === undefined ? [] : [{ ...asJson(template), id, type }]
    }),
  }
}

async function readAttackProtection(
  management: ManagementClient,
): Promise<PresentTenant['attackProtection']> {
  const { bruteForceProtection, suspiciousIpThrottling, botDetection } = management.attackProtection
  // A plan without bot detection refuses the question.
  const detection = await orUndefined([403], () => botDetection.get())
  return {
    bruteForceProtection: asJson(await bruteForceProtection.get()),
    suspiciousIpThrottling: asJson(await suspiciousIpThrottling.get()),
    botDetection: detection && asJson(detection),
  }
}

/** The SDK's answers are what the API sent. */
const asJson = (answer: object): JsonObject => answer as JsonObject
