import { settled } from '../../../scripts/local-tenant/service/phone-deliveries.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { authorizeUrl, useStage } from './support/stage.ts'
import { CUSTOM_HOST, linkedUser } from './support/small-tenant.ts'

const PHONE = '+447400123456'
const stage = useStage()

type Told = { as_text: string; as_voice: string; from?: string; locale: string; code: string }

/** What an Action is given to send, by this template of the connection. */
async function written(
  template: string | undefined,
  more: Record<string, string> = {},
  host?: string,
): Promise<Told | undefined> {
  const { configuration } = stage.tenant.state
  configuration.phoneProviders = [{ name: 'custom' }]
  const options = configuration.connections[1]?.options ?? {}
  if (template === undefined) delete options['template']
  else options['template'] = template
  const browser = stage.browser()
  const page = await browser.open(authorizeUrl({ connection: 'sms', ...more }, host))
  await browser.submit(page, { phone: PHONE })
  await settled(stage.tenant)
  return (stage.actions.texts[0] as { notification: Told } | undefined)?.notification
}

const textOf = async (template: string, more?: Record<string, string>, host?: string) =>
  (await written(template, more, host))?.as_text

describe('what a template can refer to', () => {
  test.each<[string, (code: string, ip: string) => string]>([
    ['{{ code }} {{ password }}', (code) => `${code} ${code}`],
    ['{{ phone_number }}', () => PHONE],
    ['{{ application.name }} {{ application.clientID }}', () => 'Demo App app'],
    ['{{ client.name }} {{ client.clientID }}', () => 'Demo App app'],
    ['{{ application.client_metadata.brand }} {{ client.metadata.brand }}', () => 'Ex Ex'],
    ['{{ tenant }} {{ friendly_name }} {{ support_email }}', () => 'local Example help@example.com'],
    ['{{ support_url }} {{ logo_url }}', () => 'https://example.com/a%20b https://example.com/logo.png'],
    ['{{ connection }}', () => 'sms'],
    ['{{ locale }} {{ request_language }}', () => 'de-AT en'],
    ['{{ correlation_id }}', () => 'txn_1'],
    ['{{ custom_domain.domain }}', () => ''],
    ['{{ user.source_ip | size }} {{ user.country }}', (_, ip) => `${ip.length} Germany`],
    ['{{ user.email }}', () => ''],
    ['{{ nothing }}', () => ''],
  ])('%s', async (template, expected) => {
    const { tenantSettings, clients } = stage.tenant.state.configuration
    Object.assign(tenantSettings, {
      ...{ friendly_name: 'Example', support_email: 'help@example.com' },
      ...{ support_url: 'https://example.com/a b', picture_url: 'https://example.com/logo.png' },
    })
    Object.assign(clients[0] ?? {}, { client_metadata: { brand: 'Ex' } })
    const told = await written(template, { ui_locales: 'de-AT', correlation_id: 'txn_1' })
    const ip = stage.tenant.state.transactions[0]?.ip ?? ''
    expect(told?.as_text).toBe(expected(told?.code ?? '', ip))
  })

  test('the custom domain that the login is on', async () => {
    expect(await textOf('{{ custom_domain.domain }}', {}, CUSTOM_HOST)).toBe(CUSTOM_HOST)
  })

  test.each([
    ['account', 'ada@example.com'],
    ['unknown', ''],
  ] as const)('the account behind the number, if Auth0 looks it up: %s', async (phoneEventUser, email) => {
    stage.tenant.unknowns.phoneEventUser = phoneEventUser
    stage.tenant.state.users.push(linkedUser('ada@example.com', PHONE))
    expect(await textOf('{{ user.email }}')).toBe(email)
  })
})

describe('the language of a text', () => {
  test.each([
    ['de', 'de', 'Ihr Code'],
    ['de-AT fr', 'de-AT', 'Ihr Code'],
    ['fr', 'fr', 'Your code'],
    ['', 'en', 'Your code'],
  ])('ui_locales=%s', async (ui_locales, locale, words) => {
    const template = `{% case locale %}{% when 'de', 'de-AT' %}Ihr Code{% else %}Your code{% endcase %}`
    expect(await written(template, { ui_locales })).toMatchObject({ locale, as_text: words })
  })
})

describe('tags and filters', () => {
  test.each([
    [`{% if code %}a{% elsif x %}b{% else %}c{% endif %}{% unless code %}d{% endunless %}`, 'a'],
    [`{% for i in (1..3) %}{% cycle 'a', 'b' %}{% endfor %}`, 'aba'],
    [`{% assign x = 'a' %}{% increment n %}{% decrement m %}{{ x }}`, '0-1a'],
    [`{% raw %}{{ code }}{% endraw %}{% comment %}x{% endcomment %}`, '{{ code }}'],
    [`{{ 'a,b' | split: ',' | reverse | join: '-' | upcase | append: '!' }}`, 'B-A!'],
    [`{{ 7 | divided_by: 2 | plus: 1 | at_most: 3 }}`, '3'],
    [`{{ nothing | default: 'x' }}{{ 'abc' | slice: 1, 2 | truncate: 5 }}`, 'xbc'],
    [`{{ '<b>é' | strip_html | url_encode | url_decode | escape }}`, 'é'],
    [`{% if 'fr-FR' contains 'fr' %}oui{% endif %}`, 'oui'],
  ])('%s is supported', async (template, expected) => {
    expect(await textOf(template)).toBe(expected)
  })

  test.each([
    ['a tag that phone templates do not have', `{% capture x %}a{% endcapture %}`],
    ['another', `{% render 'x' %}`],
    ['an echo', `{% echo code %}`],
    ['a filter that they do not have', `{{ code | json }}`],
    ['another', `{{ code | compact }}`],
    ['a filter that nobody has', `{{ code | shout }}`],
    ['a tag that does not end', `{% if code %}`],
    ['an output that does not end', `{{ code`],
    ['a file', `{% include 'secrets' %}`],
    ['a layout', `{% layout '/etc/passwd' %}`],
    ['more than 1024 characters', 'x'.repeat(1025)],
  ])('%s: nothing is sent, and the log says why', async (_name, template) => {
    expect(await written(template)).toBeUndefined()
    expect(stage.tenant.state.logs.map(({ type }) => type)).toEqual(['fn'])
    expect(stage.tenant.state.logs[0]?.details?.['error']).not.toBe('')
  })

  test('1024 characters are sent', async () => {
    expect(await textOf('x'.repeat(1024))).toHaveLength(1024)
  })
})

describe('which template writes the text', () => {
  const TEMPLATE: JsonObject = {
    ...{ id: 'tem_1', type: 'otp_verify', disabled: false },
    content: { syntax: 'liquid', from: '+14155550100', body: { text: 'tenant', voice: 'spoken' } },
  }
  const OF_TENANT = { as_text: 'tenant', as_voice: 'spoken', from: '+14155550100' }
  const OF_CONNECTION = { as_text: 'connection', as_voice: 'connection', from: '+15005550006' }
  const DEFAULT = { as_text: 'Your verification code is: ', from: '+15005550006' }

  test.each<['connection' | 'phone_template', string | undefined, JsonObject | undefined, object]>([
    ['connection', 'connection', TEMPLATE, OF_CONNECTION],
    ['phone_template', 'connection', TEMPLATE, OF_TENANT],
    ['connection', undefined, TEMPLATE, OF_TENANT],
    ['phone_template', 'connection', undefined, OF_CONNECTION],
    ['phone_template', 'connection', { ...TEMPLATE, disabled: true }, OF_CONNECTION],
    ['phone_template', 'connection', { ...TEMPLATE, type: 'otp_enroll' }, OF_CONNECTION],
    ['connection', undefined, undefined, DEFAULT],
  ])('smsTextFrom %s, connection %j, tenant %j', async (smsTextFrom, connection, template, expected) => {
    stage.tenant.unknowns.smsTextFrom = smsTextFrom
    stage.tenant.state.configuration.phoneTemplates = template === undefined ? [] : [template]
    const told = await written(connection)
    expect({ ...told, as_text: told?.as_text.replace(told.code, '') }).toMatchObject(expected)
  })

  test('without a voice of its own, a call says what a text says', async () => {
    stage.tenant.unknowns.smsTextFrom = 'phone_template'
    const content = { body: { text: 'tenant' } }
    stage.tenant.state.configuration.phoneTemplates = [{ ...TEMPLATE, content }]
    expect(await written('connection')).toMatchObject({ as_text: 'tenant', as_voice: 'tenant' })
  })

  test('a sender that is no number is not told to the Action', async () => {
    const options = stage.tenant.state.configuration.connections[1]?.options ?? {}
    options['from'] = 'Example'
    expect(await written('x')).not.toHaveProperty('from')
  })
})
