import { mkdirSync } from 'node:fs'
import { expectSame, newPerson } from './person.ts'
import type { Stage } from './person.ts'

const PHONE = '+447400123456'
const STRANGER_PHONE = '+447400654321'

/**
 * Plays the journey in a real browser and checks every promise on the way.
 *
 * @throws Surprise when something other than the promised was seen.
 */
export async function autoPlay(stage: Stage): Promise<void> {
  mkdirSync(stage.screenshotFolder, { recursive: true })
  const ada = await newPerson(stage, 'ada')
  const emailSub = await ada.signInByEmail('ada@example.com')
  await ada.addPhone(PHONE)
  await ada.expectNotice('Your phone is added')
  expectSame('the same sub after adding a phone', emailSub, await ada.fact('sub'))
  expectSame('the phone on the account page', PHONE, await ada.fact('phone'))
  await ada.expectGreeting()
  await ada.signOut()
  const phoneSub = await ada.signInByPhone(PHONE)
  stage.print(`sub of the email login: ${emailSub}`)
  stage.print(`sub of the phone login: ${phoneSub}`)
  expectSame('the same sub for both logins', emailSub, phoneSub)
  await ada.expectGreeting()

  await secondPerson(stage, emailSub)
  await phoneOnlyPerson(stage)
  // Universal Login takes five SMS codes a minute from one address; this play is faster than people are.
  await stage.advanceClock(61)
  await abandonedPhone(stage)
}

async function secondPerson(stage: Stage, firstSub: string): Promise<void> {
  const grace = await newPerson(stage, 'grace')
  const sub = await grace.signInByEmail('grace@example.com')
  const before = await accounts(stage, [firstSub, sub])
  await grace.addPhone(PHONE)
  await grace.expectNotice('The phone was not added')
  const claims = await grace.claims('id-token')
  expectSame(
    'phone_link of the second person',
    'phone_in_use',
    (claims['phone_link'] as { reason?: string }).reason,
  )
  expectSame('the second person is still signed in', sub, await grace.fact('sub'))
  expectSame(
    'both accounts by the Management API, before and after',
    before,
    await accounts(stage, [firstSub, sub]),
  )
  stage.print('  both accounts are unchanged by the Management API')
}

async function phoneOnlyPerson(stage: Stage): Promise<void> {
  const stranger = await newPerson(stage, 'stranger')
  await stranger.phoneLogin(STRANGER_PHONE)
  await stranger.expectPage(
    'Sign in with your email first',
    'a phone-only sign-up is refused, no account is made',
  )
  await stranger.open('/check')
  await stranger.expectError('login_required', 'the same again, silently (prompt=none): nobody is signed in')
}

/** Somebody proves a number and leaves before it is linked; the phone account this leaves behind opens nothing. */
async function abandonedPhone(stage: Stage): Promise<void> {
  const eve = await newPerson(stage, 'eve')
  await eve.signInByEmail('eve@example.com')
  await eve.leaveBeforeLink(STRANGER_PHONE)
  const stranger = await newPerson(stage, 'finder')
  await stranger.phoneLogin(STRANGER_PHONE)
  await stranger.expectError('sms_only_account', 'a login by the phone that was never linked is refused')
  await stranger.open('/check')
  await stranger.expectError('sms_only_account', 'the same again, silently (prompt=none)')
}

/** The accounts without what every login changes (counters and times) and without the count of attempts. */
async function accounts(stage: Stage, subs: string[]): Promise<string> {
  const users = await Promise.all(subs.map((sub) => stage.management.users.get(sub)))
  return JSON.stringify(
    users.map(({ user_id, email, email_verified, identities, name, app_metadata }) => {
      const metadata = { ...app_metadata, phone_link_attempts: undefined }
      return { user_id, email, email_verified, identities, name, metadata }
    }),
  )
}
