import { setSmsOnlyAccounts, signUpBefore } from '../../journeys/support/phone-only.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { ADA, PHONE, addPhone, person, signInByEmail } from '../../journeys/support/steps.ts'
import type { Prepare, Waiting } from '../support/delivery-rows.ts'
import { breakDelivery } from '../support/delivery-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()

/** The platform does not say whose a number is, so it has to be looked up. */
const tellNobody = (stage: Stage) => stage.tenant.control.setUnknowns({ phoneEventUser: 'unknown' })

async function allowPhoneAlone(stage: Stage): Promise<void> {
  await tellNobody(stage)
  await setSmsOnlyAccounts(stage, 'allow')
}

async function signingIn(stage: Stage, sub: string): Promise<Waiting> {
  const who = await person(stage)
  const attempt = who.app.start({ connection: 'sms' })
  return {
    ...{ who, page: await who.browser.open(attempt.url), number: PHONE },
    finish: async (arrived) => (await who.app.finish(attempt, arrived)).id,
    wanted: { sub },
  }
}

const byPhone: Prepare = async (stage) => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  return signingIn(stage, id.sub)
}

const byPhoneAlone: Prepare = async (stage) => {
  const { id } = await signUpBefore(await person(stage), PHONE)
  return signingIn(stage, id.sub)
}

// Not to know whose a number is passes, so the platform tries again, and nobody is taken for a stranger meanwhile.
breakDelivery(stage, 'signing in by phone', {
  management_token: { configure: tellNobody, prepare: byPhone, ends: 'retry lookup_failed → sent' },
  search: { configure: tellNobody, prepare: byPhone, ends: 'retry lookup_failed → sent' },
})

breakDelivery(stage, 'signing in by a phone alone', {
  // The first search is for a linked number, the second for a phone account.
  search: {
    ...{ configure: allowPhoneAlone, prepare: byPhoneAlone, after: 1 },
    ends: 'retry lookup_failed → sent',
  },
})
