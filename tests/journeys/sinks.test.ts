import type { ActionRunRecord } from '../../scripts/local-tenant/tenant.ts'
import { grantApp, signInByCode } from './support/otp.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhone,
  codeFor,
  passThrough,
  person,
  signInByEmail,
} from './support/steps.ts'

const stage = useStage()

const LIN = 'lin@example.com'
const OURS = /^(phone-|sms-provider$)/

/** The code as a word of its own, so that a time stamp that happens to contain its digits does not count. */
const asWord = (code: string) => new RegExp(`(?<![0-9A-Za-z_-])${code}(?![0-9A-Za-z_-])`)

/** The Action that delivers a code is given the code: that is what it is for. What it says and calls is looked at. */
const withoutMessage = ({ trigger, event, ...run }: ActionRunRecord) => ({
  ...run,
  event: trigger === 'custom-phone-provider' ? {} : event,
})

async function walkEverything() {
  const ada = await person(stage)
  const outcomes = [await signInByEmail(ada, ADA)]
  const codes = [await codeFor(stage, ADA)]
  outcomes.push(await addPhone(ada, PHONE))
  codes.push(await codeFor(stage, PHONE))
  const grace = await person(stage)
  outcomes.push(await signInByEmail(grace, GRACE), await addPhone(grace, PHONE), await passThrough(grace))
  // And without a page.
  const app = await grantApp(stage)
  const lin = await signInByCode(stage, app, LIN)
  codes.push(await codeFor(stage, LIN))
  const added = await signInByCode(stage, app, OTHER_PHONE, { link_to: lin.idToken })
  codes.push(await codeFor(stage, OTHER_PHONE))
  expect(added.id.phone_link?.status).toBe('linked')
  const refused = await signInByCode(stage, app, PHONE, { link_to: lin.idToken })
  expect(refused.status).toBe(403)
  codes.push(await codeFor(stage, PHONE))
  outcomes.push({ id: lin.id, access: lin.id }, { id: added.id, access: added.id })
  const tokens = [lin.idToken, added.idToken, added.refreshToken]
  return { outcomes, codes, tokens, visited: [...ada.browser.visited, ...grace.browser.visited] }
}

test('R07 a code is in no log, metadata, URL, event or token', async () => {
  const { outcomes, codes, visited } = await walkEverything()
  const state = await stage.tenant.control.state()
  const sinks = {
    logs: state.logs,
    users: state.users,
    transactions: state.transactions,
    runs: (await stage.tenant.control.runs()).map(withoutMessage),
    calls: await stage.tenant.control.calls(),
    tokens: outcomes,
    urls: visited.map(({ href }) => href),
  }
  for (const [name, sink] of Object.entries(sinks)) {
    const text = JSON.stringify(sink)
    for (const code of codes) expect(asWord(code).test(text) ? `${name} has a code` : '').toBe('')
  }
})

test('R43 T21 what our Actions print is one short line per decision, without number, address, id, code or secret', async () => {
  const { outcomes, codes, tokens } = await walkEverything()
  const runs = await stage.tenant.control.runs()
  const ours = runs.filter(({ action_name }) => OURS.test(action_name))
  expect(ours.map(({ action_name }) => action_name)).toContain('sms-provider')
  expect(ours.length).toBeGreaterThan(5)
  const { configuration } = await stage.tenant.control.state()
  const secrets = configuration.actions.flatMap(({ secrets: all }) => all.map(({ value }) => value))
  const subs = outcomes.map(({ id }) => id.sub)
  const words = [
    PHONE,
    PHONE.slice(1),
    PHONE.slice(-6),
    OTHER_PHONE.slice(-6),
    ...[ADA, GRACE, LIN],
    ...tokens,
    ...subs,
    ...codes,
    ...secrets.filter((value) => value.length > 8),
  ]
  for (const { console: lines } of ours) {
    expect(lines).toHaveLength(1)
    expect(lines[0]?.length).toBeLessThanOrEqual(256)
    const line = JSON.parse(lines[0] ?? '') as Record<string, unknown>
    expect(line).toMatchObject({
      action: expect.stringMatching(OURS) as string,
      decision: expect.any(String) as string,
    })
    expect(words.filter((word) => lines[0]?.includes(word))).toEqual([])
  }
})

test('the number and the address are in no URL', async () => {
  const { visited } = await walkEverything()
  const urls = visited.map(({ href }) => decodeURIComponent(href)).join('\n')
  for (const word of [PHONE.slice(1), ADA, GRACE]) expect(urls.includes(word) ? word : '').toBe('')
})

test('transaction metadata is empty of the ticket once the journey is over', async () => {
  await walkEverything()
  const { transactions } = await stage.tenant.control.state()
  expect(transactions.filter(({ stage: at }) => at === 'completed').length).toBeGreaterThan(3)
  expect(
    transactions
      .filter(({ stage: at }) => at === 'completed')
      .flatMap(({ metadata }) => Object.keys(metadata)),
  ).toEqual([])
})
