import { type ManagementClient, ManagementError } from 'auth0'

import type { JsonObject } from '../local-tenant/state.ts'
import type { PresentPhone, TenantFile } from '../merge-tenant.ts'
import { PHONE_PROVIDER_TRIGGER, SMS_PROVIDER } from './optional-parts.ts'

/**
 * Reads what the tenant has of phone providers, phone templates and attack protection, as far as the file would write
 * over it.
 *
 * @throws {Error} when another Action delivers the tenant's codes: only one of them would be run
 */
export async function readPhoneSettings(
  management: ManagementClient,
  ours: TenantFile,
): Promise<PresentPhone> {
  if (ours.actions?.some(({ name }) => name === SMS_PROVIDER)) await refuseOtherProvider(management)
  const [providers, templates, botDetection] = await Promise.all([
    ours.phoneProviders ? readProviders(management) : [],
    ours.phoneTemplates ? readTemplates(management) : [],
    ours.attackProtection?.botDetection ? readBotDetection(management) : undefined,
  ])
  return { providers, templates, botDetection }
}

async function refuseOtherProvider(management: ManagementClient): Promise<void> {
  const page = await management.actions.list({ triggerId: PHONE_PROVIDER_TRIGGER, per_page: 50 })
  for await (const { name } of page) {
    if (name === undefined || name === SMS_PROVIDER) continue
    throw new Error(
      `The Action “${name}” delivers this tenant’s codes, and Auth0 runs only one such Action: ` +
        `remove it, or keep it with the keyword CODE_PROVIDER “none”.`,
    )
  }
}

async function readProviders(management: ManagementClient): Promise<JsonObject[]> {
  const { providers = [] } = await management.branding.phone.providers.list()
  return providers as unknown as JsonObject[]
}

/** Templates that somebody has written; those without an id are Auth0's own. */
async function readTemplates(management: ManagementClient): Promise<PresentPhone['templates']> {
  const { templates = [] } = await management.branding.phone.templates.list()
  return templates.flatMap(({ id, type }) => (id === undefined ? [] : [{ type }]))
}

/** Undefined where the tenant's plan has none. */
async function readBotDetection(management: ManagementClient): Promise<JsonObject | undefined> {
  try {
    return (await management.attackProtection.botDetection.get()) as unknown as JsonObject
  } catch (error) {
    if (error instanceof ManagementError && error.statusCode === 403) return undefined
    throw error
  }
}
