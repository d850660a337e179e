import { mkdirSync } from 'node:fs'
import { expectSame, newPerson } from './person.ts'
import type { Person, Stage } from './person.ts'
import { maskNumber } from './universal-login.ts'

const EMAIL = 'ada@example.com'
const PHONE = '+447400123456'
const NEW_PHONE = '+447400222789'
const STRANGER_PHONE = '+447400654321'

/**
 * Plays the journey in a real browser and checks every promise on the way.
 *
 * @throws Surprise when something other than the promised was seen.
 */
export async function autoPlay(stage: Stage): Promise<void> {
  mkdirSync(stage.screenshotFolder, { recursive: true })
  const ada = await newPerson(stage, 'ada')
  const sub = await addsPhone(stage, ada)
  await secondPerson(stage, sub)
  await replacesPhone(stage, ada, sub)
  await removesPhone(stage, ada, sub)
  await phoneOnlyPerson(stage)
  await abandonedPhone(stage)
}

async function addsPhone(stage: Stage, ada: Person): Promise<string> {
  const emailSub = await ada.signInByEmail(EMAIL)
  await ada.addPhone(PHONE)
  await ada.expectNotice('Your phone is added')
  expectSame('the same sub after adding a phone', emailSub, await ada.fact('sub'))
  expectSame('the phone on the account page', PHONE, await ada.fact('phone'))
  await expectPhones(stage, emailSub, [PHONE])
  await expectToldByEmail(stage, PHONE, 1)
  await ada.expectGreeting()
  await ada.signOut()
  const phoneSub = await ada.signInByPhone(PHONE)
  stage.print(`sub of the email login: ${emailSub}`)
  stage.print(`sub of the phone login: ${phoneSub}`)
  expectSame('the same sub for both logins', emailSub, phoneSub)
  await ada.expectGreeting()
  return emailSub
}

async function replacesPhone(stage: Stage, ada: Person, sub: string): Promise<void> {
  const [old] = await phonesOf(stage, sub)
  await ada.replacePhone(NEW_PHONE, EMAIL)
  await ada.expectNotice('Your phone is replaced')
  expectSame('the same sub after replacing the phone', sub, await ada.fact('sub'))
  expectSame('the phone on the account page', NEW_PHONE, await ada.fact('phone'))
  await expectPhones(stage, sub, [NEW_PHONE])
  await expectGone(stage, old)
  await expectToldByEmail(stage, NEW_PHONE, 2)
  await ada.signOut()
  await ada.signInByPhoneInVain(PHONE, 'the old number signs nobody in any more')
  // Universal Login takes five SMS codes a minute from one address; this play is faster than people are.
  await stage.advanceClock(61)
  expectSame('the sub of a login by the new number', sub, await ada.signInByPhone(NEW_PHONE))
}

async function removesPhone(stage: Stage, ada: Person, sub: string): Promise<void> {
  const [old] = await phonesOf(stage, sub)
  await ada.removePhone(EMAIL)
  await ada.expectNotice('Your phone is removed')
  expectSame('the same sub after removing the phone', sub, await ada.fact('sub'))
  expectSame('the phone on the account page', 'none yet', await ada.fact('phone'))
  await expectPhones(stage, sub, [])
  await expectGone(stage, old)
  await expectToldByEmail(stage, NEW_PHONE, 3)
  await ada.signOut()
  await ada.signInByPhoneInVain(NEW_PHONE, 'the removed number signs nobody in any more')
}

type LinkedPhone = { id: string; number: unknown }

async function phonesOf(stage: Stage, sub: string): Promise<LinkedPhone[]> {
  const { identities = [] } = await stage.management.users.get(sub)
  return identities
    .filter(({ provider }) => provider === 'sms')
    .map(({ user_id, profileData }) => ({ id: `sms|${user_id}`, number: profileData?.phone_number }))
}

async function expectPhones(stage: Stage, sub: string, numbers: string[]): Promise<void> {
  const seen = (await phonesOf(stage, sub)).map(({ number }) => String(number))
  expectSame('the phones of the account by the Management API', numbers.join(), seen.join())
  stage.print(`  the account has ${maskNumber(numbers.join()) || 'no phone'} by the Management API`)
}

/** An identity that is unlinked becomes an account of its own; none may stay behind. */
async function expectGone(stage: Stage, phone: LinkedPhone | undefined): Promise<void> {
  const status = await stage.management.users.get(phone?.id ?? '').then(
    () => 200,
    (error: unknown) => (error as { statusCode?: number }).statusCode,
  )
  expectSame('the status of the former phone’s own account by the Management API', 404, status)
  stage.print('  nothing is left of the former phone by the Management API')
}

/** Whether the account's email was told of the newest change, and only of so much of the number as may be shown. */
async function expectToldByEmail(stage: Stage, number: string, times: number): Promise<void> {
  const mails = (await stage.readInbox()).filter(({ to, code }) => to === EMAIL && code === undefined)
  expectSame('how often the email was told of a change', times, mails.length)
  const { subject = '', text = '' } = mails.at(-1) ?? {}
  const lastTwo = number.slice(-2)
  expectSame('the masked number in the email', true, new RegExp(`\\D${lastTwo}(?!\\d)`).test(text))
  expectSame('the whole number in the email', false, text.includes(number.slice(-7)))
  stage.print(`  an email told ${EMAIL}: “${subject}”, of a number that ends in ${lastTwo}`)
}

async function secondPerson(stage: Stage, firstSub: string): Promise<void> {
  const grace = await newPerson(stage, 'grace')
  const sub = await grace.signInByEmail('grace@example.com')
  const before = await accounts(stage, [firstSub, sub])
  await grace.addPhoneInVain(PHONE)
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
  await stranger.signInByPhoneInVain(STRANGER_PHONE, 'strangers get no texts')
  await stranger.open('/check')
  await stranger.expectError('login_required', 'silently (prompt=none): nobody is signed in')
}

/** Somebody proves a number and leaves before it is linked; the phone account this leaves behind opens nothing. */
async function abandonedPhone(stage: Stage): Promise<void> {
  const eve = await newPerson(stage, 'eve')
  await eve.signInByEmail('eve@example.com')
  await eve.leaveBeforeLink(STRANGER_PHONE)
  const stranger = await newPerson(stage, 'finder')
  await stranger.signInByPhoneInVain(STRANGER_PHONE, 'the phone was never linked')
  await stranger.open('/check')
  await stranger.expectError('login_required', 'silently (prompt=none): nobody is signed in')
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
