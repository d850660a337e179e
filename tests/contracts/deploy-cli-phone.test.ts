import { createRequire } from 'node:module'
import { join } from 'node:path'
import { clientNamed, managementOf } from '../../scripts/demo/tenant-clients.ts'
import { trustingFetch } from '../../scripts/demo/trusting-fetch.ts'
import { startTenant, type RunningTenant } from '../../scripts/local-tenant/start.ts'
import type { Configuration, JsonObject } from '../../scripts/local-tenant/state.ts'

// The deploy CLI's own handlers of phone providers, phone templates and attack protection, at the local tenant.

type Assets = { [type: string]: unknown }
type Handler = { getType(): Promise<unknown>; processChanges(assets: Assets): Promise<void> }
type HandlerClass = new (options: { client: object; config: (name: string) => unknown }) => Handler

// It colours what a dry run prints, and cannot be loaded here.
jest.doMock('chalk', () => ({}))

const cli = createRequire(join(__dirname, '..', '..', 'package.json'))
const load = (path: string) =>
  (cli(`auth0-deploy-cli/lib/tools/auth0/${path}`) as { default: unknown }).default
const pagedClient = load('client') as (client: object) => object

let tenant: RunningTenant
let client: object

beforeAll(async () => {
  const logger = cli('auth0-deploy-cli/lib/logger') as { default: { silent: boolean } }
  logger.default.silent = true
  tenant = await startTenant()
  const management = managementOf(await tenant.control.state(), tenant.origin, trustingFetch(tenant.caFile))
  client = pagedClient(management)
  await deployAction()
})
afterAll(() => tenant.stop())

/** Runs one handler, as an import that may delete nothing. */
async function imported(name: string, assets: Assets): Promise<Configuration> {
  const Handler = load(`handlers/${name}`) as HandlerClass
  const handler = new Handler({ client, config: () => undefined })
  await handler.getType()
  await handler.processChanges(assets)
  return (await tenant.control.state()).configuration
}

async function deployAction(): Promise<void> {
  const fetcher = trustingFetch(tenant.caFile)
  const { client_id, client_secret } = clientNamed(await tenant.control.state(), 'Deploy')
  const audience = `${tenant.origin}/api/v2/`
  const post = async (url: string, body: object, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
    const answer = await fetcher(url, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as { [name: string]: string }
  }
  const grant = { grant_type: 'client_credentials', client_id, client_secret, audience }
  const token = (await post(`${tenant.origin}/oauth/token`, grant))['access_token']
  const action = {
    ...{ name: 'sms-provider', code: 'exports.onExecuteCustomPhoneProvider = async () => {}\n' },
    supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
  }
  const { id } = await post(`${audience}actions/actions`, action, token)
  await post(`${audience}actions/actions/${id ?? ''}/deploy`, {}, token)
}

test('the phone provider becomes custom, and Twilio again', async () => {
  const custom = { name: 'custom', disabled: false, configuration: { delivery_methods: ['text'] } }
  const twilio = {
    ...{ name: 'twilio', disabled: true, credentials: { auth_token: 'a-token' } },
    configuration: { sid: 'AC1', default_from: '+15005550006', delivery_methods: ['text'] },
  }
  for (const provider of [custom, twilio]) {
    const { phoneProviders } = await imported('phoneProvider', { phoneProviders: [provider] })
    expect(phoneProviders).toHaveLength(1)
    expect(phoneProviders[0]).toMatchObject(provider)
  }
})

test('a text is made, and changed when it is imported again', async () => {
  for (const text of ['{{ code }} is it', '{{ code }} it is']) {
    const template = {
      ...{ type: 'otp_verify', disabled: false, channel: 'phone', customizable: true, tenant: 'local' },
      content: { syntax: 'liquid', from: '', body: { text, voice: `Say ${text}` } },
    }
    const { phoneTemplates = [] } = await imported('phoneTemplates', { phoneTemplates: [template] })
    expect(phoneTemplates).toHaveLength(1)
    expect(phoneTemplates[0]).toMatchObject({
      type: 'otp_verify',
      content: { syntax: 'liquid', body: { text, voice: `Say ${text}` } },
    })
  }
})

test('attack protection is read and written, and an export can be imported as it is', async () => {
  const changes: { [part: string]: JsonObject } = {
    bruteForceProtection: {
      enabled: true,
      shields: ['block'],
      mode: 'count_per_identifier',
      max_attempts: 5,
    },
    suspiciousIpThrottling: { enabled: true, shields: ['block', 'admin_notification'] },
    botDetection: { bot_detection_level: 'medium', challenge_passwordless_policy: 'when_risky' },
  }
  const { attackProtection = {} } = await imported('attackProtection', { attackProtection: changes })
  expect(attackProtection['brute-force-protection']).toMatchObject(changes['bruteForceProtection'] ?? {})
  expect(attackProtection['suspicious-ip-throttling']).toMatchObject(changes['suspiciousIpThrottling'] ?? {})
  expect(attackProtection['bot-detection']).toMatchObject(changes['botDetection'] ?? {})

  const Handler = load('handlers/attackProtection') as HandlerClass
  const exported = await new Handler({ client, config: () => undefined }).getType()
  const again = await imported('attackProtection', { attackProtection: exported })
  expect(again.attackProtection).toMatchObject(attackProtection)
})
