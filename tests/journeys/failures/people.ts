import { setPolicy, withoutActions } from '../support/bindings.ts'
import { useTenantsOwnProvider } from '../support/codes.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  askFor,
  askToAdd,
  enterCode,
  enterPhone,
  isContinue,
  passThrough,
  person,
  proveEmail,
  provePhone,
  removePhone,
  signInByEmail,
  signInByPhone,
} from '../support/steps.ts'
import type { Failure } from './failure.ts'
import { signedIn, signedInWithPhone } from './signed-in.ts'

const MINUTE = 60

/** What people do, or leave undone. */
export const OF_PEOPLE: readonly Failure[] = [
  {
    when: 'the person cancels at the page that asks for the number',
    person: 'Is back in the app, signed in, with nothing changed.',
    told: { claim: 'cancelled' },
    admin: 'Nothing to do.',
    log: { action: 'phone-challenge', decision: 'cancelled', intent: 'add', detail: 'access_denied' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      const { attempt, page } = await askToAdd(ada)
      return { outcome: await ada.app.finish(attempt, await ada.browser.press(page, /cancel/i)) }
    },
  },
  {
    when: 'the person closes the page in the middle, and signs in again later',
    person: 'Signs in by email as ever. Nothing is pending; the phone can be added whenever they like.',
    told: 'as ever',
    admin:
      'May see a phone account without an owner, if the code had been entered. It can sign in nowhere; `npm run sweep` lists such accounts.',
    log: { action: 'phone-challenge', decision: 'claims_only' },
    play: async (stage) => {
      await addPhoneUntilContinue(await signedIn(stage), PHONE)
      return { outcome: await signInByEmail(await person(stage), ADA) }
    },
  },
  {
    when: 'the person takes more than ten minutes over it',
    person: 'Is back in the app, signed in; the app says that it took too long and offers to start again.',
    told: { claim: 'refused', reason: 'challenge_expired' },
    admin: 'Nothing to do.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'challenge_expired' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
      await stage.tenant.control.advanceClock(11 * MINUTE)
      return { outcome: await ada.app.finish(attempt, await ada.browser.open(answer)) }
    },
  },
  {
    when: 'a wrong code is entered three times',
    person: 'Is told so by Auth0’s page, and asks for a new code there.',
    told: { page: 'code' },
    admin: 'Sees an entry `fp` for each try.',
    log: undefined,
    logType: 'fp',
    play: async (stage) => {
      const ada = await signedIn(stage)
      const { page } = await askToAdd(ada)
      let asked = await enterPhone(ada, page, PHONE)
      for (let tries = 0; tries < 3; tries += 1) asked = await enterCode(ada, asked, '000000')
      return { page: asked }
    },
  },
  {
    when: 'the way back is opened in another browser',
    person:
      'That browser shows Auth0’s error page and is signed in to nothing; the first browser can still go on.',
    told: { page: 'invalid_request' },
    admin: 'Sees an entry `f`.',
    log: undefined,
    logType: 'f',
    play: async (stage) => {
      const { answer } = await addPhoneUntilContinue(await signedIn(stage), PHONE)
      return { page: await stage.browser().open(answer) }
    },
  },
  {
    when: 'two tabs add a phone at the same time',
    person: 'The first tab adds it; the second says that the account has this phone already.',
    told: { claim: 'already_linked' },
    admin: 'Nothing to do: the account has one phone.',
    log: { action: 'phone-challenge', decision: 'already_linked', intent: 'add' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      const { attempt, page } = await askToAdd(ada)
      await addPhone(ada, PHONE)
      return { outcome: await ada.app.finish(attempt, await provePhone(ada, page, OTHER_PHONE)) }
    },
  },
  {
    when: 'the session is older than ten minutes',
    person: 'Is asked for a code by email once more, and then for the number, in the same go.',
    told: { claim: 'linked' },
    admin: 'Nothing to do.',
    log: { action: 'reauthenticate', decision: 'step_up', detail: 'email_code' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      await stage.tenant.control.advanceClock(15 * MINUTE)
      const { attempt, page } = await askToAdd(ada)
      const phonePage = await proveEmail(ada, page, ADA)
      return { outcome: await ada.app.finish(attempt, await provePhone(ada, phonePage, PHONE)) }
    },
  },
  {
    when: 'the session is older than that, and `reauthenticate` is not bound',
    person: 'Stays signed in; the app asks them to sign in again first.',
    told: { claim: 'refused', reason: 'step_up_required' },
    admin: 'Binds `reauthenticate` (`npm run deploy`), or lets the app ask again with `prompt=login`.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'step_up_required' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      await stage.tenant.control.advanceClock(15 * MINUTE)
      return withoutActions(stage, ['reauthenticate'], async () => ({
        outcome: await passThrough(ada, { 'ext-phone': 'add' }),
      }))
    },
  },
  {
    when: 'the email that is proven once more is another account’s',
    person: 'Stays signed in as they were; the app says that the code was for another account.',
    told: { claim: 'refused', reason: 'reauthentication_failed' },
    admin: 'Nothing to do. Many of them at one account are a sign of somebody in an open session.',
    log: {
      ...{ action: 'reauthenticate', decision: 'step_up_refused', intent: 'add' },
      reason: 'reauthentication_failed',
    },
    play: async (stage) => {
      await signInByEmail(await person(stage), GRACE)
      const ada = await signedIn(stage)
      await stage.tenant.control.advanceClock(15 * MINUTE)
      const { attempt, page } = await askToAdd(ada)
      return { outcome: await ada.app.finish(attempt, await proveEmail(ada, page, GRACE)) }
    },
  },
  {
    when: 'somebody signs up with a phone alone, and `sms-provider` delivers the codes',
    person: 'Sees the page that asks for the code. No text comes.',
    told: { page: 'code' },
    admin: 'Sees an entry `fn`. Many of them are an attempt to cause costs: none were caused.',
    log: { action: 'sms-provider', decision: 'drop', reason: 'stranger' },
    play: async (stage) => {
      const stranger = await person(stage)
      const start = await stranger.browser.open(stranger.app.start({ connection: 'sms' }).url)
      return { page: await enterPhone(stranger, start, PHONE) }
    },
  },
  {
    when: 'somebody signs up with a phone alone, and another provider delivers the codes',
    person: 'Is told, after the right code, to sign in with their email first. No account is made.',
    told: { page: 'Sign in with your email first' },
    admin: 'Pays for the text. `sms-provider` would not have sent it.',
    log: { action: 'phone-gate', decision: 'deny', reason: 'sms_only_account' },
    play: async (stage) => {
      await useTenantsOwnProvider(stage)
      const stranger = await person(stage)
      const start = await stranger.browser.open(stranger.app.start({ connection: 'sms' }).url)
      return { page: await provePhone(stranger, start, PHONE) }
    },
  },
  {
    when: 'a phone account that an interrupted linking left over signs in',
    person: 'Is turned away, and told to sign in with their email.',
    told: { denied: 'sms_only_account' },
    admin: 'Nothing to do: it is linked the next time that its owner adds the number, or swept.',
    log: { action: 'reauthenticate', decision: 'deny', reason: 'sms_only_account' },
    play: async (stage) => {
      await useTenantsOwnProvider(stage)
      await addPhoneUntilContinue(await signedIn(stage), PHONE)
      return { outcome: await signInByPhone(await person(stage), PHONE) }
    },
  },
  {
    when: 'somebody is signed in by a phone that is taken off the account',
    person: 'Is turned away at the next login, silent ones included, and signs in by email.',
    told: { denied: 'phone_changed' },
    admin: 'Nothing to do.',
    log: { action: 'reauthenticate', decision: 'deny', reason: 'phone_changed' },
    play: async (stage) => {
      const ada = await signedInWithPhone(stage)
      const holder = await person(stage)
      await signInByPhone(holder, PHONE)
      await stage.tenant.control.advanceClock(2)
      await removePhone(ada)
      return { outcome: await passThrough(holder, { prompt: 'none' }) }
    },
  },
  {
    when: 'the policy is `required`, and the person does not want to',
    person: 'Is not signed in; the app says that it needs a phone.',
    told: { denied: 'phone_required' },
    admin: 'Decides whether `required` is meant: `offer` lets them in.',
    log: { action: 'phone-challenge', decision: 'deny', reason: 'phone_required' },
    play: async (stage) => {
      await setPolicy(stage, { PHONE_POLICY: 'required' })
      const ada = await person(stage)
      const attempt = ada.app.start({ connection: 'email' })
      const page = await proveEmail(ada, await ada.browser.open(attempt.url), ADA)
      return { outcome: await ada.app.finish(attempt, await ada.browser.press(page, /^Cancel$/)) }
    },
  },
  {
    when: 'the phone that is to be removed is the only way in',
    person: 'Keeps it; the app says that the email has to be confirmed first.',
    told: { claim: 'refused', reason: 'last_way_in' },
    admin: 'Finds an account whose email is not verified any more.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'remove', reason: 'last_way_in' },
    play: async (stage) => {
      const ada = await signedInWithPhone(stage)
      const [user] = await stage.tenant.control.users()
      await stage.management.users.update(user?.user_id ?? '', { email_verified: false })
      return { outcome: await passThrough(ada, { 'ext-phone': 'remove' }) }
    },
  },
  {
    when: 'the way back is damaged: two codes, or none',
    person: 'Is back in the app, signed in, with nothing changed.',
    told: { claim: 'refused', reason: 'answer_malformed' },
    admin: 'Nothing to do, if it is rare: somebody, or something in between, has changed the address.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'answer_malformed' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      const { attempt, page } = await askFor(ada, 'add')
      const { url } = await provePhone(ada, page, PHONE, isContinue)
      url.searchParams.append('code', 'another')
      return { outcome: await ada.app.finish(attempt, await ada.browser.open(url)) }
    },
  },
]
