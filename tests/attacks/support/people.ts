import type { Stage } from '../../journeys/support/stage.ts'
import type { Person } from '../../journeys/support/steps.ts'
import {
  addPhone,
  addPhoneUntilContinue,
  person,
  phoneIdentities,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import type { Attempt } from '../../journeys/support/app.ts'

export const EDITH = 'edith@example.com'

export type SignedIn = { who: Person; sub: string }

/** Somebody who has just signed in by email, in a browser of their own. */
export async function signedIn(stage: Stage, email: string): Promise<SignedIn> {
  const who = await person(stage)
  const { id } = await signInByEmail(who, email)
  return { who, sub: id.sub }
}

/** Somebody who has just signed in by email, and added a phone. */
export async function withPhone(stage: Stage, email: string, phone: string): Promise<SignedIn> {
  const somebody = await signedIn(stage, email)
  const { id } = await addPhone(somebody.who, phone)
  if (id.phone_link?.status !== 'linked') throw new Error(`Not linked: ${JSON.stringify(id.phone_link)}`)
  return somebody
}

/** Somebody who has proven a phone, and holds the answer that leads back unopened. */
export async function holdingAnswer(
  stage: Stage,
  email: string,
  phone: string,
): Promise<SignedIn & { attempt: Attempt; answer: URL }> {
  const somebody = await signedIn(stage, email)
  return { ...somebody, ...(await addPhoneUntilContinue(somebody.who, phone)) }
}

/** The answer with other parameters; one may come twice. */
export function changed(answer: URL, parameters: readonly (readonly [string, string])[]): URL {
  const url = new URL(answer)
  url.search = new URLSearchParams(
    parameters.map(([name, value]): [string, string] => [name, value]),
  ).toString()
  return url
}

/** The phones that sign in to an account with an email, and whose. */
export async function linkedPhones(stage: Stage) {
  return (await phoneIdentities(stage)).filter(({ owner }) => !owner.startsWith('sms|'))
}
