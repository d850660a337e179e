import type { App } from '../support/app.ts'
import type { Stage } from '../support/stage.ts'
import { ADA, PHONE, addPhone, person, signInByEmail } from '../support/steps.ts'
import type { Person } from '../support/steps.ts'

/** Somebody who has just signed in by email. */
export async function signedIn(stage: Stage, app?: App): Promise<Person> {
  const ada = await person(stage, app)
  await signInByEmail(ada, ADA)
  return ada
}

/** The same, with a phone on the account. */
export async function signedInWithPhone(stage: Stage): Promise<Person> {
  const ada = await signedIn(stage)
  await addPhone(ada, PHONE)
  return ada
}
