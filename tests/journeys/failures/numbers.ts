import { useTenantsOwnProvider } from '../support/codes.ts'
import { signUpBefore } from '../support/phone-only.ts'
import {
  ADA,
  GRACE,
  PHONE,
  addPhone,
  askToAdd,
  enterPhone,
  passThrough,
  person,
  signInByEmail,
} from '../support/steps.ts'
import type { Failure } from './failure.ts'
import { signedIn } from './signed-in.ts'

const NOT_ALLOWED = '+18765550123'

/** What is the matter with the number, or with the code that goes there. */
export const OF_NUMBERS: readonly Failure[] = [
  {
    when: 'the number belongs to another account',
    person:
      'Proves it by the code, and is told that this number cannot be used. Nothing about the other account.',
    told: { claim: 'refused', reason: 'phone_in_use' },
    admin:
      'May hear of it from somebody who was given a recycled number. Whose account it is, the user search says; unlink it there only if its owner agrees.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'phone_in_use' },
    play: async (stage) => {
      const grace = await person(stage)
      await signInByEmail(grace, GRACE)
      await addPhone(grace, PHONE)
      return { outcome: await addPhone(await signedIn(stage), PHONE) }
    },
  },
  {
    when: 'a phone account of its own has the number, with a history',
    person: 'Is told that this number cannot be added here, and to ask support.',
    told: { claim: 'refused', reason: 'phone_account_has_history' },
    admin: 'Decides: delete that account, or move what it has. Linking would discard its metadata.',
    log: {
      ...{ action: 'phone-challenge', decision: 'refused', intent: 'add' },
      reason: 'phone_account_has_history',
    },
    play: async (stage) => {
      await signUpBefore(await person(stage), PHONE)
      await stage.tenant.control.advanceClock(24 * 60 * 60)
      return { outcome: await addPhone(await signedIn(stage), PHONE) }
    },
  },
  {
    when: 'the number is of a country that is not allowed',
    person: 'Sees the page that asks for the code. No text comes.',
    told: { page: 'code' },
    admin: 'Adds the country to `ALLOWED_COUNTRIES`, if it is wanted there.',
    log: { action: 'sms-provider', decision: 'drop', reason: 'country_not_allowed' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      return { page: await enterPhone(ada, (await askToAdd(ada)).page, NOT_ALLOWED) }
    },
  },
  {
    when: 'the same, and another provider delivers the codes',
    person: 'Proves it by the code, and is told that this kind of number is not supported.',
    told: { claim: 'refused', reason: 'phone_not_supported' },
    admin: 'Pays for the text. `sms-provider` would not have sent it.',
    log: {
      ...{ action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'phone_not_supported' },
      detail: 'country_not_allowed',
    },
    play: async (stage) => {
      await useTenantsOwnProvider(stage)
      return { outcome: await addPhone(await signedIn(stage), NOT_ALLOWED) }
    },
  },
  {
    when: 'somebody tries a fourth time within a day, at once',
    person: 'Is told to wait a while: a minute, then twice as long each time.',
    told: { claim: 'refused', reason: 'too_soon' },
    admin: 'Nothing to do.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'too_soon' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      for (let attempts = 0; attempts < 3; attempts += 1) await askToAdd(ada)
      return { outcome: await passThrough(ada, { 'ext-phone': 'add' }) }
    },
  },
  {
    when: 'somebody tries an eleventh time within a day',
    person: 'Is told to try again tomorrow.',
    told: { claim: 'refused', reason: 'too_many_attempts' },
    admin:
      'Can take `phone_link_attempts` off the account’s `app_metadata`, if the person is known to be in the right.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'too_many_attempts' },
    play: async (stage) => {
      for (let attempts = 0; attempts < 10; attempts += 1) {
        await askToAdd(await signedIn(stage))
        await stage.tenant.control.advanceClock(65 * 60)
      }
      return { outcome: await passThrough(await signedIn(stage), { 'ext-phone': 'add' }) }
    },
  },
  {
    when: 'one number is asked for a sixth code within an hour, by whomever',
    person: 'Sees the page that asks for the code. No text comes; the codes before it still work.',
    told: { page: 'code' },
    admin: 'Nothing to do: whoever has the number is left in peace.',
    log: { action: 'sms-provider', decision: 'drop', reason: 'number_budget' },
    play: async (stage) => {
      let last
      for (let account = 0; account < 6; account += 1) {
        const who = await person(stage)
        await signInByEmail(who, `person${account}@example.com`)
        last = await enterPhone(who, (await askToAdd(who)).page, PHONE)
      }
      if (last === undefined) throw new Error('nobody has asked')
      return { page: last }
    },
  },
  {
    when: 'the email address of the account is not verified',
    person: 'Stays signed in; the app says that the email has to be confirmed first.',
    told: { claim: 'refused', reason: 'email_unverified' },
    admin: 'Finds out why: an email code verifies the address, so something else has changed it.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'email_unverified' },
    play: async (stage) => {
      const ada = await person(stage)
      const { id } = await signInByEmail(ada, ADA)
      await stage.management.users.update(id.sub, { email_verified: false })
      return { outcome: await passThrough(ada, { 'ext-phone': 'add' }) }
    },
  },
]
