import type { ManagementClient } from 'auth0'
import type { JsonObject } from '../local-tenant/json.ts'
import type { PresentBody } from './present-tenant.ts'

/** Reads the Forms of these names. @throws {Error} when two share one of them: deploy-cli would take either */
export async function readForms(
  management: ManagementClient,
  names: readonly string[],
): Promise<PresentBody[]> {
  const found = await findNamed('Forms', names, () =>
    management.forms.list({ per_page: 100, include_totals: true }),
  )
  return readBodies(found, (id) => management.forms.get(id))
}

/** Reads the flows of these names. @throws {Error} when two share one of them */
export async function readFlows(
  management: ManagementClient,
  names: readonly string[],
): Promise<PresentBody[]> {
  const found = await findNamed('flows', names, () =>
    management.flows.list({ per_page: 100, include_totals: true }),
  )
  return readBodies(found, (id) => management.flows.get(id))
}

type Listed = { id: string; name: string }

async function findNamed(
  kind: string,
  names: readonly string[],
  list: () => Promise<AsyncIterable<Listed>>,
): Promise<Listed[]> {
  const found: Listed[] = []
  if (names.length === 0) return found
  for await (const { id, name } of await list()) {
    if (!names.includes(name)) continue
    if (found.some((other) => other.name === name)) {
      throw new Error(`The tenant has several ${kind} named “${name}”: give them different names.`)
    }
    found.push({ id, name })
  }
  return found
}

async function readBodies(
  found: readonly Listed[],
  get: (id: string) => PromiseLike<object>,
): Promise<PresentBody[]> {
  const bodies: PresentBody[] = []
  for (const { id, name } of found) bodies.push({ id, name, body: contentOf(await get(id)) })
  return bodies
}

/** Without what the tenant adds by itself. */
function contentOf(answer: object): JsonObject {
  const added = ['id', 'name', 'created_at', 'updated_at', 'embedded_at', 'submitted_at']
  return Object.fromEntries(Object.entries(answer as JsonObject).filter(([name]) => !added.includes(name)))
}
