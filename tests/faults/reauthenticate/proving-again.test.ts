import type { Stage } from '../../journeys/support/stage.ts'
import {
  ADA,
  PHONE,
  askToAdd,
  isContinue,
  person,
  proveEmail,
  provePhone,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import type { Person } from '../../journeys/support/steps.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()
const action = 'reauthenticate'

/** Ada, who signed in so long ago that she has to prove again who she is. */
async function staleAda(stage: Stage): Promise<Person> {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  await stage.tenant.control.advanceClock(15 * 60)
  return ada
}

/** She is asked for the email once more, unless the session knows that she has proven it. */
async function addAgain(ada: Person) {
  const { attempt, page } = await askToAdd(ada)
  const isAsked = page.forms.some(({ fields }) => fields.some(({ type }) => type === 'email'))
  return ada.app.finish(
    attempt,
    await provePhone(ada, isAsked ? await proveEmail(ada, page, ADA) : page, PHONE),
  )
}

const beingAsked: Play = async (stage, broken) => {
  const ada = await staleAda(stage)
  const attempt = ada.app.start({ 'ext-phone': 'add' })
  const page = await broken(() => ada.browser.open(attempt.url))
  const phonePage = await proveEmail(ada, page, ADA)
  return {
    first: await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE)),
    next: () => addAgain(ada),
    ...{ wanted: 'linked', left: PHONE },
  }
}

// Nobody waits for the keys yet: they are fetched again when they are needed.
breakJourney(
  stage,
  { action, journey: 'being asked for the email again', play: beingAsked },
  { jwks: { ends: 'linked' } },
)

const havingProven: Play = async (stage, broken) => {
  const ada = await staleAda(stage)
  const { attempt, page } = await askToAdd(ada)
  const held = await proveEmail(ada, page, ADA, isContinue)
  return {
    first: await ada.app.finish(attempt, await broken(() => ada.browser.open(held.url))),
    next: () => addAgain(ada),
    ...{ wanted: 'linked', left: PHONE },
  }
}

// Not proven again, so no phone is asked for: the app is told what is missing.
breakJourney(
  stage,
  { action, journey: 'having proven the email again', play: havingProven },
  {
    token: { ends: 'refused step_up_required → next: linked' },
    jwks: { ends: 'refused step_up_required → next: linked' },
  },
)
