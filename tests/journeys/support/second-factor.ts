import { Secret, TOTP } from 'otpauth'
import type { Stage } from './stage.ts'

const secret = new Secret({ size: 20 })

/** Gives somebody an authenticator app, in a tenant whose Actions may ask for it. */
export async function enrol(stage: Stage, userId: string): Promise<void> {
  await stage.management.tenants.settings.update({ customize_mfa_in_postlogin_action: true })
  await stage.management.guardian.factors.set('otp', { enabled: true })
  await stage.management.users.authenticationMethods.create(userId, {
    ...{ type: 'totp', name: 'phone of ada', totp_secret: secret.base32 },
  })
}

/** The app's next code: each works once, and there is a new one every thirty seconds. */
export async function nextCode(stage: Stage): Promise<string> {
  await stage.tenant.control.advanceClock(30)
  // Whatever is done through the API is logged, which tells the tenant's time.
  await stage.management.guardian.factors.set('otp', { enabled: true })
  const { date } = (await stage.tenant.control.logs()).at(-1) ?? { date: '' }
  return new TOTP({ secret }).generate({ timestamp: Date.parse(date) })
}
