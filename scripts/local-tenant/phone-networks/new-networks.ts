import { randomDigits, randomHex } from '../service/random.ts'
import type { PhoneNetworksState } from '../state.ts'
import type { World } from '../world.ts'

/** Networks on which nothing has happened, with credentials of their own. */
export function newPhoneNetworks(world: World): PhoneNetworksState {
  return {
    credentials: {
      accountSid: `AC${randomHex(world, 32)}`,
      authToken: randomHex(world, 32),
      verifyServiceSid: `VA${randomHex(world, 32)}`,
      messagingServiceSid: `MG${randomHex(world, 32)}`,
      // 555-0100 to 555-0199 belong to nobody.
      fromNumber: `+141555501${randomDigits(world, 2)}`,
      webhookSecret: `whsec_${Buffer.from(world.entropy.bytes(32)).toString('base64')}`,
    },
    ...{ numbers: {}, conditions: {}, verifications: {}, deliveredWebhooks: [] },
  }
}
