import type { Stage } from '../../journeys/support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  codeFor,
  enterCode,
  enterEmail,
  enterPhone,
  person,
  replacePhone,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import { targetOf } from '../support/calls.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()
const action = 'phone-challenge'

/** Ada has replaced her number, and the old one could not be taken off. */
async function leaveUnfinished(stage: Stage): Promise<void> {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  await stage.tenant.control.faults([{ ...targetOf('unlink'), status: 500 }])
  const outcome = await replacePhone(ada, OTHER_PHONE)
  await stage.tenant.control.clearFaults()
  expect(outcome.id.phone_link?.reason).toBe('old_phone_remains')
}

const completing: Play = async (stage, broken) => {
  await leaveUnfinished(stage)
  const ada = await person(stage)
  const attempt = ada.app.start({ connection: 'email' })
  const asked = await enterEmail(ada, await ada.browser.open(attempt.url), ADA)
  const code = await codeFor(stage, ADA)
  return {
    first: await ada.app.finish(attempt, await broken(() => enterCode(ada, asked, code))),
    next: async () => signInByEmail(await person(stage), ADA),
    ...{ wanted: 'replaced', left: OTHER_PHONE },
  }
}

// The email login completes all the same, and the one after it tries again.
breakJourney(
  stage,
  { action, journey: 'completing a change', play: completing },
  {
    management_token: { ends: 'signed in → next: replaced' },
    unlink: { ends: { otherwise: 'signed in → next: replaced', 'answer lost': 'replaced' } },
    read: {
      also: [{ ...targetOf('unlink'), drop: 'after' }],
      ends: 'signed in → next: replaced',
    },
    delete: { ends: 'replaced' },
  },
)

const byTheOldNumber: Play = async (stage, broken) => {
  await leaveUnfinished(stage)
  const thief = await person(stage)
  const attempt = thief.app.start({ connection: 'sms' })
  const asked = await enterPhone(thief, await thief.browser.open(attempt.url), PHONE)
  const code = await codeFor(stage, PHONE)
  return {
    first: await thief.app.finish(attempt, await broken(() => enterCode(thief, asked, code))),
    next: async () => signInByEmail(await person(stage), ADA),
    ...{ wanted: 'denied phone_changed', left: OTHER_PHONE },
  }
}

// Which of two numbers was proven is not known, so neither gets in as long as the old one is there.
breakJourney(
  stage,
  { action, journey: 'completing it, by the old number', play: byTheOldNumber },
  {
    management_token: { ends: 'denied not_available → next: replaced' },
    unlink: {
      ends: { otherwise: 'denied not_available → next: replaced', 'answer lost': 'denied phone_changed' },
    },
  },
)
