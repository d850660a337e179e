import { generateKeyPairSync } from 'node:crypto'

import { changeSecrets } from '../../journeys/support/bindings.ts'
import {
  ADA,
  PHONE,
  addPhone,
  askToAdd,
  codeFor,
  enterCode,
  enterPhone,
  isForm,
  person,
  removePhone,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import type { Play } from '../support/change-rows.ts'
import { breakJourney } from '../support/change-rows.ts'
import { useEventReceiver } from '../support/event-receiver.ts'
import { useLastingStage } from '../support/lasting-stage.ts'

const stage = useLastingStage()
const receiver = useEventReceiver()
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

beforeAll(() =>
  changeSecrets(stage, 'phone-notice', {
    RECEIVER_URL: receiver.url(),
    SIGNING_KEY: JSON.stringify({ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'k-1' }),
  }),
)

/** How many emails that are no codes Ada has got. */
const notices = async () =>
  (await stage.tenant.control.inbox({ channel: 'email', to: ADA })).filter((mail) => mail.code === undefined)
    .length

/** Ada adds a phone, which the receiver does not hear of, and then removes it, which it does. */
const beingTold: Play = async (stage, broken) => {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const { attempt, page } = await askToAdd(ada)
  const asked = await enterPhone(ada, page, PHONE)
  const code = await codeFor(stage, PHONE)
  const before = await notices()
  const notice = await broken(() => enterCode(ada, asked, code))
  const arrived = receiver.received.length
  expect(isForm(notice)).toBe(true)
  expect(await notices()).toBe(before + 1)
  const runs = await stage.tenant.control.runs()
  const line = runs.findLast(({ action_name }) => action_name === 'phone-notice')?.console.at(-1)
  expect(line).toContain('security_event_')

  const first = await ada.app.finish(attempt, notice)
  expect((await removePhone(ada)).id.phone_link?.status).toBe('removed')
  expect(receiver.received).toHaveLength(arrived + 1)
  return {
    ...{ first, next: () => addPhone(ada, PHONE), wanted: 'linked', left: undefined },
    besides: arrived === 0 ? 'page and email, event missed' : 'page and email, event came',
  }
}

// Nobody waits longer than two seconds for it, and the change is made whatever becomes of it.
breakJourney(
  stage,
  { action: 'phone-notice', journey: 'being told of a change', play: beingTold, where: receiver },
  {
    security_event: {
      ends: {
        otherwise: 'linked, page and email, event missed',
        'answer lost': 'linked, page and email, event came',
      },
    },
  },
)
