import { ADA, PHONE, addPhone, askFor, isForm, person, signInByEmail } from '../../journeys/support/steps.ts'
import type { Person } from '../../journeys/support/steps.ts'
import { targetOf } from '../support/calls.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()

const removing: Play = async (stage, broken) => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const { attempt, page } = await askFor(ada, 'remove')
  expect(isForm(page)).toBe(true)
  const arrived = await broken(() => ada.browser.press(page, /^Remove phone$/))
  return {
    first: await ada.app.finish(attempt, arrived),
    next: () => removeAgain(ada),
    ...{ wanted: 'removed', left: undefined },
  }
}

/** What was begun is completed without asking for anything. */
async function removeAgain(ada: Person) {
  const { attempt, page } = await askFor(ada, 'remove')
  const isAsked = page.html.includes('Remove phone')
  return ada.app.finish(attempt, isAsked ? await ada.browser.press(page, /^Remove phone$/) : page)
}

breakJourney(
  stage,
  { action: 'phone-challenge', journey: 'removing', play: removing },
  {
    management_token: { ends: 'refused remove_failed → next: removed' },
    unlink: { ends: { otherwise: 'refused remove_failed → next: removed', 'answer lost': 'removed' } },
    read: {
      also: [{ ...targetOf('unlink'), drop: 'after' }],
      ends: 'refused remove_failed → next: removed',
    },
    // What is left over is nobody's account, signs nobody in, and is deleted by the next login.
    delete: { ends: 'removed' },
  },
)
