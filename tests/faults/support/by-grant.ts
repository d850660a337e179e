import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, PHONE, codeFor } from '../../journeys/support/steps.ts'
import type { Play } from './change-rows.ts'

/** An app adds Ada's phone by one call to the token endpoint: phone-gate and then phone-challenge run in it. */
export const addingByGrant: Play = async (stage, broken) => {
  const app = await grantApp(stage)
  const ada = await signInByCode(stage, app, ADA)
  await app.start(PHONE)
  const code = await codeFor(stage, PHONE)
  return {
    first: await broken(() => app.grant(PHONE, code, { link_to: ada.idToken })),
    next: async () => {
      const again = await signInByCode(stage, app, ADA)
      return signInByCode(stage, app, PHONE, { link_to: again.idToken })
    },
    ...{ wanted: 'linked', left: PHONE },
  }
}
