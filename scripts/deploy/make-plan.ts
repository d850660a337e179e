import { withClaims } from './claims.ts'
import { compareActions } from './compare-actions.ts'
import { compareAttackProtection } from './compare-attack-protection.ts'
import { compareBindings } from './compare-bindings.ts'
import { compareBodies } from './compare-bodies.ts'
import { compareCompanion } from './compare-companion.ts'
import { compareConnections, type Named } from './compare-connections.ts'
import { compareMarks } from './compare-marks.ts'
import { comparePhone } from './compare-phone.ts'
import type { Apps } from './find-apps.ts'
import { GIVE_OTP_GRANT, lacksOtpGrant } from './otp-grant.ts'
import type { OurNames } from './our-names.ts'
import type { Plan } from './plan.ts'
import type { PresentClient, PresentTenant } from './present-tenant.ts'
import { newRecord, type DeployRecord } from './record.ts'
import type { Wanted } from './wanted.ts'

/**
 * What has to be done for the tenant to have what is wanted, and nothing else. Pure: the same tenant, the same plan;
 * once it is done, the next one is empty.
 */
export function makePlan(
  wanted: Wanted,
  ours: OurNames,
  present: PresentTenant,
  apps: Apps,
  known: DeployRecord | undefined,
): Plan {
  const { file } = wanted
  const record = withClaims(known ?? newRecord(), ours)
  const connections = compareConnections(file, present, record, namedClients(ours, present, apps.all))
  const phone = comparePhone(file, present, record)
  const protection = compareAttackProtection(file, present, record)
  const marks = compareMarks(file, present, apps.all, record)
  const { bindings, pieces: bound } = compareBindings(file, present)
  return {
    pieces: [
      ...compareCompanion(file, present, ours.companion),
      ...compareActions(wanted, present, record),
      ...compareBodies(wanted, present),
      ...connections.pieces,
      ...phone.pieces,
      ...protection.pieces,
      ...bound,
      ...marks.pieces,
    ],
    bindings,
    openings: connections.openings,
    closings: connections.closings,
    marks: marks.marks,
    record: {
      ...record,
      before: {
        marks: marks.before,
        connections: connections.before,
        phoneProvider: phone.phoneProvider,
        phoneTemplates: phone.phoneTemplates,
        attackProtection: protection.before,
      },
    },
    notes: [...notesOnProvider(file.phoneProviders !== undefined, present), ...notesOnGrants(apps)],
  }
}

function namedClients(ours: OurNames, present: PresentTenant, apps: readonly PresentClient[]): Named {
  const companion = present.companion?.client
  const byId = apps.map((app) => [app.client_id, app] as const)
  if (companion === undefined) return new Map(byId)
  const { client_id } = companion
  return new Map([...byId, [ours.companion, { client_id, name: ours.companion }]])
}

function notesOnProvider(deliversCodes: boolean, { phoneProviders }: PresentTenant): string[] {
  const [provider] = phoneProviders
  if (provider === undefined || (provider['name'] === 'custom') === deliversCodes) return []
  return deliversCodes
    ? [
        'The tenant’s phone provider is replaced. Auth0 never shows its credentials again: keep them, undeploy asks for them.',
      ]
    : [
        'CODE_PROVIDER is none, but the tenant’s phone provider is custom still: choose another one (Branding → Phone Provider), or sms-provider goes on delivering codes as it was deployed.',
      ]
}

function notesOnGrants({ otp }: Apps): string[] {
  return otp
    .filter(lacksOtpGrant)
    .map(
      ({ name }) =>
        `${name} is in OTP_CLIENTS, but has not the grant type that it needs, and a deploy gives none. ${GIVE_OTP_GRANT}`,
    )
}
