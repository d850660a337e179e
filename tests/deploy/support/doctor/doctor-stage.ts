import type { ManagementClient } from 'auth0'
import { startPreparedTenant } from '../../../../scripts/demo/prepared-tenant.ts'
import { clientNamed, managementOf } from '../../../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../../../scripts/demo/trusting-fetch.ts'
import { connect, type Connection } from '../../../../scripts/deploy/connect.ts'
import { lookAt } from '../../../../scripts/doctor/diagnose.ts'
import type { Finding } from '../../../../scripts/doctor/finding.ts'
import { readWhatHolds } from '../../../../scripts/doctor/what-holds.ts'
import { whatIsBuilt } from '../../../../scripts/doctor/what-is-built.ts'
import type { RunningTenant } from '../../../../scripts/local-tenant/start.ts'
import { readDeployerOnly } from '../../../../scripts/settings/read-environment.ts'

/** A local tenant with our Actions, what an admin would set for it, and the official client to make mistakes by. */
export type DoctorStage = {
  tenant: RunningTenant
  environment: Record<string, string>
  management: ManagementClient
  /** Puts back the tenant that passes every check. */
  heal: () => Promise<void>
  /** @param change of the environment */
  look: (change?: Record<string, string>) => Promise<Finding[]>
  clientId: (name: string) => Promise<string>
}

export async function openDoctorStage(): Promise<DoctorStage> {
  const tenant = await startPreparedTenant()
  const state = await tenant.control.state()
  const deploy = clientNamed(state, 'Deploy')
  const { credentials } = await tenant.control.phoneNetworks()
  const environment = {
    AUTH0_DOMAIN: new URL(tenant.origin).host,
    AUTH0_CLIENT_ID: deploy.client_id,
    AUTH0_CLIENT_SECRET: deploy.client_secret,
    APP_CLIENTS: 'Demo App, Demo Native',
    OTP_CLIENTS: 'Demo Native',
    BRAND: 'Example',
    SMS_DOMAIN: 'localhost',
    FINGERPRINT_KEY: 'never-used-by-those-who-only-look',
    CODE_PROVIDER: 'twilio_messaging',
    TWILIO_ACCOUNT_SID: credentials.accountSid,
    TWILIO_AUTH_TOKEN: credentials.authToken,
    TWILIO_MESSAGING_SID: credentials.messagingServiceSid,
    CODES_PER_HOUR: '500',
  }
  const management = managementOf(state, tenant.origin, trustingFetch(tenant.caFile))
  const built = await whatIsBuilt(readWhatHolds(environment))
  return {
    ...{ tenant, environment, management },
    async heal() {
      await tenant.control.reset()
      await management.tenants.settings.update({ customize_mfa_in_postlogin_action: true })
    },
    async look(change = {}) {
      const given = { ...environment, ...change }
      const connection = await connectTo(given, tenant, [])
      const { findings } = await lookAt(connection, { ...readWhatHolds(given), ...built })
      return findings
    },
    async clientId(name) {
      return clientNamed(await tenant.control.state(), name).client_id
    },
  }
}

/** As the command connects, from a process that was not started with the tenant's authority. */
export function connectTo(
  environment: Record<string, string>,
  { caFile }: Pick<RunningTenant, 'caFile'>,
  scopes: readonly string[],
): Promise<Connection> {
  return connect({ ...readDeployerOnly(environment), caFile }, scopes)
}
