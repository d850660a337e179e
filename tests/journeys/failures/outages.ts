import type { FaultRule } from '../../../scripts/local-tenant/faults.ts'
import { targetOf } from '../../faults/support/calls.ts'
import { changeSecrets, resetSecrets } from '../support/bindings.ts'
import { setCodes } from '../support/codes.ts'
import { grantApp, signInByCode } from '../support/otp.ts'
import { grantOnly } from '../support/scopes.ts'
import type { Stage } from '../support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  addPhoneUntilContinue,
  askToAdd,
  enterPhone,
  passThrough,
  removePhone,
  replacePhone,
} from '../support/steps.ts'
import type { Ended, Failure } from './failure.ts'
import { signedIn, signedInWithPhone } from './signed-in.ts'

const BUSY = { status: 429, body: '{}' }
const BROKEN = { status: 500, body: '{}' }

/** Somebody adds a phone, and something fails when they are back. */
async function addWith(stage: Stage, rule: FaultRule): Promise<Ended> {
  await stage.tenant.control.setCache('empty')
  const ada = await signedIn(stage)
  const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
  await stage.tenant.control.faults([rule])
  const arrived = await ada.browser.open(answer)
  await stage.tenant.control.clearFaults()
  return { outcome: await ada.app.finish(attempt, arrived) }
}

/** The page that asks for the code, which is all that the person sees. */
async function typeNumber(stage: Stage): Promise<Ended> {
  const ada = await signedIn(stage)
  return { page: await enterPhone(ada, (await askToAdd(ada)).page, PHONE) }
}

const refusedAdd = (reason: string, detail: string) => ({
  ...{ action: 'phone-challenge', decision: 'refused', intent: 'add', reason, detail },
})

/** What does not answer, or is not set up as it should be. */
export const OF_OUTAGES: readonly Failure[] = [
  {
    when: 'Auth0’s token endpoint fails',
    person: 'Stays signed in; the app says that it is not available at the moment.',
    told: { claim: 'refused', reason: 'not_available' },
    admin: 'Looks at status.auth0.com. The next attempt succeeds once it answers.',
    log: refusedAdd('not_available', 'token_http_500'),
    play: (stage) => addWith(stage, { ...targetOf('token'), ...BROKEN }),
  },
  {
    when: 'the tenant’s keys cannot be fetched',
    person: 'Stays signed in; the app says that it is not available at the moment.',
    told: { claim: 'refused', reason: 'not_available' },
    admin: 'Looks at status.auth0.com.',
    log: refusedAdd('not_available', 'jwks_http_500'),
    play: (stage) => addWith(stage, { ...targetOf('jwks'), ...BROKEN }),
  },
  {
    when: 'the Management API’s rate limit is reached, and stays so',
    person: 'Stays signed in; the app says that it did not work this time, and to try again.',
    told: { claim: 'refused', reason: 'link_failed' },
    admin: 'Sees what uses the limit up, in the tenant’s log. It was waited for as long as a login may take.',
    log: refusedAdd('link_failed', 'link_http_429'),
    play: (stage) => addWith(stage, { ...targetOf('link'), ...BUSY }),
  },
  {
    when: 'the link is made, and its answer is lost',
    person: 'Has the phone: the account is read, and knows.',
    told: { claim: 'linked' },
    admin: 'Nothing to do.',
    log: { action: 'phone-challenge', decision: 'linked', intent: 'add' },
    play: (stage) => addWith(stage, { ...targetOf('link'), drop: 'after', times: 1 }),
  },
  {
    when: 'the companion lacks a scope of the Management API',
    person: 'Stays signed in; the app says that it did not work this time.',
    told: { claim: 'refused', reason: 'link_failed' },
    admin: 'Runs `npm run doctor`, which names the scope, and `npm run deploy`, which grants it.',
    log: refusedAdd('link_failed', 'link_http_403'),
    play: async (stage) => {
      await grantOnly(stage, 'Phone Linking Companion', (scope) => scope === 'read:users')
      await stage.tenant.control.setCache('empty')
      return { outcome: await addPhone(await signedIn(stage), PHONE) }
    },
  },
  {
    when: 'a phone is replaced, and the old one cannot be taken off',
    person: 'Has the new phone; the app asks them to sign in again. The old one signs nobody in.',
    told: { claim: 'refused', reason: 'old_phone_remains' },
    admin: 'Nothing to do: the next login takes it off.',
    log: {
      ...{ action: 'phone-challenge', decision: 'refused', intent: 'replace' },
      ...{ reason: 'old_phone_remains', detail: 'unlink_http_500' },
    },
    play: async (stage) => {
      const ada = await signedInWithPhone(stage)
      await stage.tenant.control.faults([{ ...targetOf('unlink'), ...BROKEN }])
      return { outcome: await replacePhone(ada, OTHER_PHONE) }
    },
  },
  {
    when: 'a phone cannot be taken off',
    person: 'Has it for now; the app says that it did not work this time.',
    told: { claim: 'refused', reason: 'remove_failed' },
    admin: 'Nothing to do: the next login of the person completes it.',
    log: {
      ...{ action: 'phone-challenge', decision: 'refused', intent: 'remove' },
      ...{ reason: 'remove_failed', detail: 'unlink_http_500' },
    },
    play: async (stage) => {
      const ada = await signedInWithPhone(stage)
      await stage.tenant.control.faults([{ ...targetOf('unlink'), ...BROKEN }])
      return { outcome: await removePhone(ada) }
    },
  },
  {
    when: 'a phone is taken off, and the account that it becomes cannot be deleted',
    person: 'Has no phone any more. What is left of it can sign in nowhere.',
    told: { claim: 'removed' },
    admin: 'Nothing to do: the next login of the person deletes it; `npm run sweep` would, too.',
    log: {
      ...{ action: 'phone-challenge', decision: 'removed', intent: 'remove', detail: 'delete_http_500' },
    },
    play: async (stage) => {
      const ada = await signedInWithPhone(stage)
      await stage.tenant.control.faults([{ ...targetOf('delete'), ...BROKEN }])
      return { outcome: await removePhone(ada) }
    },
  },
  {
    when: 'an Action’s settings are wrong',
    person: 'Signs in as ever; the app says that phones are not available at the moment.',
    told: { claim: 'refused', reason: 'not_available' },
    admin:
      'Reads in the line which settings are wrong, all of them at once. `npm run doctor` says the same before.',
    log: { action: 'phone-challenge', decision: 'refused', intent: 'add', reason: 'not_available' },
    play: async (stage) => {
      await resetSecrets(stage, 'phone-challenge', { TENANT_DOMAIN: 'https://not a host' })
      return { outcome: await passThrough(await signedIn(stage), { 'ext-phone': 'add' }) }
    },
  },
  {
    when: 'a custom domain is used that the Actions were not told of',
    person: 'Signs in as ever; the app says that phones are not available at the moment.',
    told: { claim: 'refused', reason: 'not_available' },
    admin: 'Adds it to `CUSTOM_DOMAINS` and deploys. Until then it is given neither a code nor a secret.',
    log: refusedAdd('not_available', 'host_not_configured'),
    play: async (stage) => {
      for (const action of ['reauthenticate', 'phone-prompt', 'phone-challenge'])
        await changeSecrets(stage, action, { CUSTOM_DOMAINS: 'none' })
      const { port } = new URL(stage.origin)
      const app = await stage.app('Demo App', `https://127.0.0.1:${port}`)
      return { outcome: await passThrough(await signedIn(stage, app), { 'ext-phone': 'add' }) }
    },
  },
  {
    when: 'the email that tells of a change cannot be sent',
    person: 'Has the phone, and has read so on the page. No email comes.',
    told: { claim: 'linked' },
    admin: 'Mends the email provider. `npm run doctor` finds it as well.',
    log: { action: 'phone-notice', decision: 'notice_email_failed' },
    play: async (stage) => {
      const ada = await signedIn(stage)
      const { attempt, answer } = await addPhoneUntilContinue(ada, PHONE)
      await stage.management.emails.provider.update({ enabled: false })
      return { outcome: await ada.app.finish(attempt, await ada.browser.open(answer)) }
    },
  },
  {
    when: 'the provider of texts is down',
    person: 'Sees the page that asks for the code. It comes later, or they ask for another.',
    told: { page: 'code' },
    admin: 'Looks at the provider. Auth0 asks `sms-provider` up to five times more.',
    log: { action: 'sms-provider', decision: 'retry', reason: 'provider_failed' },
    play: async (stage) => {
      await stage.tenant.control.setNetwork('messages', 'down')
      return typeNumber(stage)
    },
  },
  {
    when: 'the provider of texts does not accept our credentials',
    person: 'Sees the page that asks for the code. No text comes.',
    told: { page: 'code' },
    admin: 'Sees an entry `fn`, sets `TWILIO_AUTH_TOKEN` anew and deploys.',
    log: { action: 'sms-provider', decision: 'drop', reason: 'provider_auth_failed' },
    play: async (stage) => {
      await setCodes(stage, { TWILIO_AUTH_TOKEN: 'wrong' })
      return typeNumber(stage)
    },
  },
  {
    when: 'the phone cannot be reached: switched off, a landline, opted out',
    person: 'Sees the page that asks for the code. No text comes, whatever is tried.',
    told: { page: 'code' },
    admin: 'Sees an entry `fn` with the cause.',
    log: { action: 'sms-provider', decision: 'drop', reason: 'unreachable_number' },
    play: async (stage) => {
      await stage.tenant.control.setNumber(PHONE, 'unreachable')
      return typeNumber(stage)
    },
  },
  {
    when: 'the tenant has no Correlation ID, and `TICKET_CHECK` is on',
    person: 'Sees the page that asks for the code. No text comes, for anybody.',
    told: { page: 'code' },
    admin: 'Asks Auth0 to switch it on, or sets `TICKET_CHECK` to `off` until then.',
    log: { action: 'sms-provider', decision: 'drop', reason: 'no_live_ticket' },
    play: async (stage) => {
      await stage.tenant.control.setUnknowns({ correlationId: 'absent' })
      return typeNumber(stage)
    },
  },
  {
    when: 'an app links by the OTP grant, with an ID token of more than ten minutes ago',
    person: 'Is told by the app to sign in again.',
    told: { denied: 'step_up_required' },
    admin: 'Nothing to do: the app signs the person in again, then adds the phone.',
    log: { action: 'phone-gate', decision: 'deny', reason: 'step_up_required' },
    play: async (stage) => {
      const app = await grantApp(stage)
      const { idToken } = await signInByCode(stage, app, ADA)
      await stage.tenant.control.advanceClock(11 * 60)
      const { error = '', description = '' } = await signInByCode(stage, app, PHONE, { link_to: idToken })
      const nobody = { sub: '' }
      return { outcome: { id: nobody, access: nobody, error, description } }
    },
  },
]
