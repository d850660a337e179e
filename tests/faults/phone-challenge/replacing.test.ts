import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askFor,
  isContinue,
  isForm,
  person,
  provePhone,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import type { Person } from '../../journeys/support/steps.ts'
import { targetOf } from '../support/calls.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()
const action = 'phone-challenge'

const replacing: Play = async (stage, broken) => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const { attempt, page } = await askFor(ada, 'replace')
  const held = await provePhone(ada, page, OTHER_PHONE, isContinue)
  return {
    first: await ada.app.finish(attempt, await broken(() => ada.browser.open(held.url))),
    next: () => replaceAgain(ada),
    ...{ wanted: 'replaced', left: OTHER_PHONE },
  }
}

/** What was begun is completed without asking for anything. */
async function replaceAgain(ada: Person) {
  const { attempt, page } = await askFor(ada, 'replace')
  return ada.app.finish(attempt, isForm(page) ? page : await provePhone(ada, page, OTHER_PHONE))
}

breakJourney(
  stage,
  { action, journey: 'replacing', play: replacing },
  {
    token: { ends: 'refused not_available → next: replaced' },
    management_token: { ends: 'refused link_failed → next: replaced' },
    jwks: { ends: 'refused not_available → next: replaced' },
    link: { ends: { otherwise: 'refused link_failed → next: replaced', 'answer lost': 'replaced' } },
  },
)

// Two numbers are on the account until the next login, which says so in its own metadata.
breakJourney(
  stage,
  { action, journey: 'taking the old number off', play: replacing },
  {
    unlink: {
      ends: { otherwise: 'refused old_phone_remains → next: replaced', 'answer lost': 'replaced' },
    },
    read: {
      also: [{ ...targetOf('unlink'), drop: 'after' }],
      ends: 'refused old_phone_remains → next: replaced',
    },
    // What is left over is nobody's account, signs nobody in, and is deleted by the next login.
    delete: { ends: 'replaced' },
  },
)
