import { useStage } from '../journeys/support/stage.ts'
import { ADA, PHONE, addPhone, person, signInByEmail } from '../journeys/support/steps.ts'
import { TARGETS } from './support/calls.ts'

const stage = useStage()

test('R60 an ordinary login makes no outside call, so it completes whatever is broken', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  await addPhone(ada, PHONE)
  const again = await person(stage)
  await stage.tenant.control.clearCalls()
  // The app exchanges a code of its own in the same way.
  const calls = Object.entries(TARGETS).filter(([name]) => name !== 'token')
  await stage.tenant.control.faults(calls.map(([, call]) => ({ ...call, status: 500 })))
  expect((await signInByEmail(again, ADA)).id).toMatchObject({ sub: id.sub, phone_number: PHONE })
  expect((await stage.tenant.control.calls()).filter((call) => call.from_action)).toEqual([])
})
