import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askToAdd,
  isContinue,
  person,
  provePhone,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import { targetOf } from '../support/calls.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()
const action = 'phone-challenge'

/** Ada proves a number in each of two tabs; the first comes back, then the second, while something is broken. */
const inTwoTabs =
  (second: string): Play =>
  async (stage, broken) => {
    const ada = await person(stage)
    await signInByEmail(ada, ADA)
    const tabs = [await askToAdd(ada), await askToAdd(ada)] as const
    const answers = [
      await provePhone(ada, tabs[0].page, PHONE, isContinue),
      await provePhone(ada, tabs[1].page, second, isContinue),
    ] as const
    await ada.app.finish(tabs[0].attempt, await ada.browser.open(answers[0].url))
    const arrived = await broken(() => ada.browser.open(answers[1].url))
    return {
      first: await ada.app.finish(tabs[1].attempt, arrived),
      next: () => addPhone(ada, second),
      ...{ wanted: 'already_linked', left: PHONE },
    }
  }

// The second tab's code is void, since its phone account is gone; the account tells why.
breakJourney(
  stage,
  { action, journey: 'adding one number in two tabs', play: inTwoTabs(PHONE) },
  // The code has failed before, without any fault.
  { read: { also: [], ends: 'refused proof_invalid → next: already_linked' } },
)

// The second number was linked, and leaves again.
breakJourney(
  stage,
  { action, journey: 'adding two numbers in two tabs', play: inTwoTabs(OTHER_PHONE) },
  {
    unlink: {
      ends: { otherwise: 'refused not_available → next: linked', 'answer lost': 'already_linked' },
    },
    read: {
      also: [{ ...targetOf('unlink'), drop: 'after' }],
      ends: 'refused not_available → next: linked',
    },
    delete: { ends: 'already_linked' },
  },
)
