import type { ActionRunRecord } from '../../scripts/local-tenant/tenant.ts'
import { useTenantsOwnProvider } from '../journeys/support/codes.ts'
import { addOrganization } from '../journeys/support/organization.ts'
import { useStage } from '../journeys/support/stage.ts'
import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askFor,
  codeFor,
  enterCode,
  enterPhone,
  passThrough,
  person,
  proveEmail,
  signInByEmail,
  signInByPhone,
} from '../journeys/support/steps.ts'
import { walk } from '../journeys/support/walk.ts'
import { asDescribed } from './support/as-described.ts'
import type { Trigger } from './support/event-shapes.ts'
import { at, findProblems, missingKeys } from './support/event-shapes.ts'

const stage = useStage()
const TRIGGERS: Record<string, Trigger> = {
  'post-login': 'PostLogin',
  'pre-user-registration': 'PreUserRegistration',
  'custom-phone-provider': 'CustomPhoneProvider',
}

/** Everything a person does: email login, phone step, phone login, silent, refresh, removal; and a refused sign-up. */
async function walkEverything(): Promise<ActionRunRecord[]> {
  await stage.tenant.control.clearRuns()
  const ada = await person(stage)
  const { refreshToken } = await signInByEmail(ada, ADA)
  expect((await addPhone(ada, PHONE)).id.phone_link?.status).toBe('linked')
  await passThrough(ada, { prompt: 'none' })
  expect((await ada.app.refresh(refreshToken ?? '')).status).toBe(200)
  await signInByPhone(await person(stage), PHONE)
  // sms-provider sends strangers nothing, so none would get as far as being refused.
  await useTenantsOwnProvider(stage)
  const stranger = await person(stage)
  const numberPage = await stranger.browser.open(stranger.app.start({ connection: 'sms' }).url)
  await enterCode(
    stranger,
    await enterPhone(stranger, numberPage, OTHER_PHONE),
    await codeFor(stage, OTHER_PHONE),
  )
  // Stale, so that the email is proven again; then the page that asks, and the removal.
  await stage.tenant.control.advanceClock(15 * 60)
  const { attempt, page } = await askFor(ada, 'remove')
  const confirm = await proveEmail(ada, page, ADA)
  const removed = await ada.app.finish(attempt, await ada.browser.press(confirm, /^Remove phone$/))
  expect(removed.id.phone_link?.status).toBe('removed')
  return stage.tenant.control.runs()
}

test('every event given to an Action satisfies the description of Auth0', async () => {
  const runs = await walkEverything()
  const kinds = new Set(
    runs.map(
      ({ action_name, handler, event }) =>
        `${action_name} ${handler} ${String(at(event, 'transaction.protocol'))} ${String(at(event, 'connection.strategy'))}`,
    ),
  )
  // No kind of run may be missing, or the check below would pass over it.
  expect([...kinds].sort()).toEqual([
    'greeting onExecutePostLogin oauth2-refresh-token email',
    'greeting onExecutePostLogin oidc-basic-profile email',
    'greeting onExecutePostLogin oidc-basic-profile sms',
    'phone-challenge onContinuePostLogin oidc-basic-profile email',
    'phone-challenge onExecutePostLogin oauth2-refresh-token email',
    'phone-challenge onExecutePostLogin oidc-basic-profile email',
    'phone-challenge onExecutePostLogin oidc-basic-profile sms',
    'phone-gate onExecutePreUserRegistration oidc-basic-profile email',
    'phone-gate onExecutePreUserRegistration oidc-basic-profile sms',
    'phone-notice onContinuePostLogin oidc-basic-profile email',
    'phone-notice onExecutePostLogin oauth2-refresh-token email',
    'phone-notice onExecutePostLogin oidc-basic-profile email',
    'phone-notice onExecutePostLogin oidc-basic-profile sms',
    'phone-prompt onContinuePostLogin oidc-basic-profile email',
    'phone-prompt onExecutePostLogin oauth2-refresh-token email',
    'phone-prompt onExecutePostLogin oidc-basic-profile email',
    'phone-prompt onExecutePostLogin oidc-basic-profile sms',
    'reauthenticate onContinuePostLogin oidc-basic-profile email',
    'reauthenticate onExecutePostLogin oauth2-refresh-token email',
    'reauthenticate onExecutePostLogin oidc-basic-profile email',
    'reauthenticate onExecutePostLogin oidc-basic-profile sms',
    'sms-provider onExecuteCustomPhoneProvider undefined sms',
  ])

  expect(problemsOf(runs)).toEqual([])
})

test('so does every event of a login to an organization, which it names', async () => {
  const ada = await person(stage)
  const { id } = await signInByEmail(ada, ADA)
  const organization = await addOrganization(stage, [id.sub])
  await stage.tenant.control.clearRuns()
  await walk(await person(stage), { connection: 'email', organization, 'ext-phone': 'add' })
  const runs = await stage.tenant.control.runs()
  const named = runs.filter(({ event }) => at(event, 'organization.id') === organization)
  expect(named.map(({ action_name }) => action_name)).toContain('phone-challenge')
  // The inner login is outside of it.
  expect(named.length).toBeLessThan(runs.length)
  expect(problemsOf(runs)).toEqual([])
})

function problemsOf(runs: ActionRunRecord[]): object[] {
  return runs.flatMap<{ action_name: string; handler: string; problem: unknown }>(
    ({ action_name, handler, trigger, event }) => {
      const shape = TRIGGERS[trigger]
      if (shape === undefined) return [{ action_name, handler, problem: `no such trigger: ${trigger}` }]
      const told = withTexts(trigger === 'custom-phone-provider' ? event : asDescribed(event))
      return [...missingKeys(shape, told), ...findProblems(shape, told)].map((problem) => ({
        ...{ action_name, handler, problem },
      }))
    },
  )
}

/** In life a linked identity says whether its number is proven; the description allows texts alone. */
function withTexts(event: object): object {
  return JSON.parse(JSON.stringify(event), (key, value: { phone_verified?: unknown }) =>
    key === 'profileData' && value.phone_verified === true ? { ...value, phone_verified: 'true' } : value,
  ) as object
}
