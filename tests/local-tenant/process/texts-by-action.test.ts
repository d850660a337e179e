import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientNamed } from '../../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../../scripts/demo/trusting-fetch.ts'
import { startTenant, type RunningTenant } from '../../../scripts/local-tenant/start.ts'
import { httpBrowser } from '../../support/login.ts'

// A text's whole way: the page, the Action in its thread, a phone network behind TLS, the inbox.

const PHONE = '+447400123456'
const CALLBACK = 'http://localhost:3000/callback'

/** As an admin might write it: tells Twilio, and asks for another try when Twilio has a bad moment. */
const ACTION = `exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const { API, SID, TOKEN, FROM } = event.secrets
  const { recipient, as_text } = event.notification
  const answer = await fetch(API + '/2010-04-01/Accounts/' + SID + '/Messages.json', {
    method: 'POST',
    headers: { authorization: 'Basic ' + Buffer.from(SID + ':' + TOKEN).toString('base64') },
    body: new URLSearchParams({ To: recipient, From: FROM, Body: as_text }),
  })
  if (answer.ok) return
  const { code } = await answer.json()
  api.notification[answer.status === 503 ? 'retry' : 'drop']('twilio_' + code)
}
`

let tenant: RunningTenant
const folder = mkdtempSync(join(tmpdir(), 'texts-by-action-'))
const snapshot = join(folder, 'tenant.json')

beforeAll(async () => {
  const first = await startTenant()
  try {
    await setUp(first)
    await first.control.saveSnapshot(snapshot)
  } finally {
    await first.stop()
  }
  // Another process, on other ports: what the Action knows of the network moves with it.
  tenant = await startTenant({ snapshot })
}, 60_000)
beforeEach(() => tenant.control.reset())
afterAll(async () => {
  await tenant.stop()
  rmSync(folder, { recursive: true })
})

async function setUp({ origin, caFile, control }: RunningTenant): Promise<void> {
  const fetcher = trustingFetch(caFile)
  const state = await control.state()
  const post = async (url: string, body: object, headers = {}, method = 'POST') => {
    const answer = await fetcher(url, {
      ...{ method, body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', ...headers },
    })
    expect([url, answer.ok]).toEqual([url, true])
    return (await answer.json()) as { [name: string]: string }
  }
  const { client_id, client_secret } = clientNamed(state, 'Deploy')
  const audience = `${origin}/api/v2/`
  const asked = { grant_type: 'client_credentials', client_id, client_secret, audience }
  const { access_token } = await post(`${origin}/oauth/token`, asked)
  const manage = (path: string, body: object, method?: string) =>
    post(`${audience}${path}`, body, { authorization: `Bearer ${access_token ?? ''}` }, method)

  const networks = await control.phoneNetworks()
  const { accountSid, authToken, fromNumber } = networks.credentials
  const secrets = { API: networks.origin, SID: accountSid, TOKEN: authToken, FROM: fromNumber }
  const { id } = await manage('actions/actions', {
    ...{ name: 'sms-provider', code: ACTION, runtime: 'node22' },
    supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
    secrets: Object.entries(secrets).map(([name, value]) => ({ name, value })),
  })
  await manage(`actions/actions/${id ?? ''}/deploy`, {})
  const provider = state.configuration.phoneProviders[0]?.['id'] as string
  const configuration = { delivery_methods: ['text'] }
  await manage(
    `branding/phone/providers/${provider}`,
    { name: 'custom', configuration, credentials: {} },
    'PATCH',
  )
  await manage('connections', {
    ...{ name: 'sms', strategy: 'sms', options: { template: '{{ code }} is your code', syntax: 'liquid' } },
    enabled_clients: [clientNamed(state, 'Demo App').client_id],
  })
}

async function typeNumber() {
  const { client_id } = clientNamed(await tenant.control.state(), 'Demo App')
  const query = {
    client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    connection: 'sms',
  }
  const browser = httpBrowser(trustingFetch(tenant.caFile))
  const start = await browser.open(`${tenant.origin}/authorize?${new URLSearchParams(query).toString()}`)
  return { browser, page: await browser.submit(start, { phone: PHONE }) }
}

/** What is in the log about texts. */
async function textLogs() {
  const logs = await tenant.control.logs()
  return logs.filter(({ type }) => type === 'fn' || type === 'cs')
}

test('the text arrives, and its code logs the person in', async () => {
  const { browser, page } = await typeNumber()
  expect(await tenant.control.settled()).toEqual({ retries: 0 })
  const [message, ...more] = await tenant.control.inbox()
  expect([message?.channel, message?.to, more]).toEqual(['sms', PHONE, []])
  const arrived = await browser.submit(page, { code: message?.code ?? '' })
  expect(arrived.url.origin + arrived.url.pathname).toBe(CALLBACK)
})

test('the call to the network is in the log of calls, as one of an Action', async () => {
  await typeNumber()
  await tenant.control.settled()
  const { credentials } = await tenant.control.phoneNetworks()
  const path = `/2010-04-01/Accounts/${credentials.accountSid}/Messages.json`
  expect(await tenant.control.calls()).toMatchObject([
    { method: 'POST', path, status: 201, from_action: true },
  ])
})

test('T17 the page is there while the Action still waits for the network', async () => {
  await tenant.control.faults([{ path: '^/2010-04-01/', delay_ms: 1000 }])
  const { page } = await typeNumber()
  expect(page.html).toContain('Check your phone')
  // A run is remembered when it ends.
  expect(await tenant.control.runs()).toEqual([])
  await tenant.control.settled()
  expect(await tenant.control.runs()).toMatchObject([{ handler: 'onExecuteCustomPhoneProvider' }])
  expect(await tenant.control.inbox()).toHaveLength(1)
})

test('a network that is down is tried again when its time has come', async () => {
  await tenant.control.setNetwork('messages', 'down')
  await typeNumber()
  expect(await tenant.control.settled()).toMatchObject({ retries: 1 })
  await tenant.control.setNetwork('messages', 'up')
  expect(await tenant.control.inbox()).toEqual([])
  await tenant.control.advanceClock(10)
  expect(await tenant.control.settled()).toEqual({ retries: 0 })
  expect(await tenant.control.inbox()).toHaveLength(1)
  expect((await textLogs()).map(({ type, details }) => [type, details?.['error']])).toEqual([
    ['fn', 'twilio_20503'],
    ['cs', undefined],
  ])
})

test('a number that opted out gets nothing, and the log says why', async () => {
  await tenant.control.setNumber(PHONE, 'opted_out')
  await typeNumber()
  await tenant.control.settled()
  expect(await tenant.control.inbox()).toEqual([])
  expect(await textLogs()).toMatchObject([{ type: 'fn', details: { error: 'twilio_21610' } }])
})

test('a fault breaks the connection to a network as any other', async () => {
  await tenant.control.faults([{ path: '^/2010-04-01/', times: 1, drop: 'before' }])
  await typeNumber()
  await tenant.control.settled()
  expect(await textLogs()).toMatchObject([{ type: 'fn', details: { will_retry: false } }])
  expect(await tenant.control.calls()).toMatchObject([{ status: 0 }])
})

test('a reset forgets what waits, and what was wrong with numbers and networks', async () => {
  const before = await tenant.control.phoneNetworks()
  await tenant.control.setNumber(PHONE, 'blocked')
  await tenant.control.setNetwork('messages', 'down')
  await typeNumber()
  await tenant.control.settled()
  await tenant.control.reset()
  expect(await tenant.control.settled()).toEqual({ retries: 0 })
  expect(await tenant.control.phoneNetworks()).toEqual(before)
  await tenant.control.advanceClock(3600)
  await tenant.control.settled()
  expect([await tenant.control.inbox(), await tenant.control.runs()]).toEqual([[], []])
})

test('a reset while the Action runs ends the run', async () => {
  const later = (delay_ms: number) => tenant.control.faults([{ path: '^/2010-04-01/', delay_ms }])
  await later(500)
  await typeNumber()
  await tenant.control.reset()
  // What the first text has set going comes to the network before the second text does.
  await later(700)
  await typeNumber()
  await tenant.control.settled()
  expect(await tenant.control.inbox()).toHaveLength(1)
  expect(await tenant.control.runs()).toHaveLength(1)
})

test.each([
  ['number', () => tenant.control.setNumber(PHONE, 'gone' as 'blocked')],
  ['network', () => tenant.control.setNetwork('pigeons' as 'calls', 'down')],
  ['condition', () => tenant.control.setNetwork('calls', 'slow' as 'down')],
])('there is no such %s', async (_name, set) => {
  await expect(set()).rejects.toThrow('is none of')
})
