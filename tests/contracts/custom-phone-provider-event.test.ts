import { settled } from '../../scripts/local-tenant/service/phone-deliveries.ts'
import { authorizeUrl, useStage } from '../local-tenant/oidc/support/stage.ts'
import { CUSTOM_HOST, linkedUser } from '../local-tenant/oidc/support/small-tenant.ts'
import { findProblems, missingKeys } from './support/event-shapes.ts'

// The event that the local tenant gives to an Action that delivers texts, against Auth0's own description of it.

const stage = useStage()
const PHONE = '+447400123456'
const SETTINGS = {
  ...{ friendly_name: 'Example', picture_url: 'https://example.com/a b.png' },
  ...{ support_email: 'help@example.com', support_url: 'https://example.com/help' },
}

/** In life a linked identity says whether its number is proven; the description allows texts alone. */
function asDescribed(event: object): object {
  return JSON.parse(JSON.stringify(event), (key, value: unknown) =>
    key === 'phone_verified' && value === true ? 'true' : value,
  ) as object
}

test.each<[string, { more?: Record<string, string>; host?: string; linked?: boolean; settings?: object }]>([
  ['somebody unknown', {}],
  ['an account', { linked: true }],
  [
    'a login with a name of its own, in another language',
    { more: { correlation_id: 'a.b', ui_locales: 'pt-BR' } },
  ],
  ['a language tag that is too long', { more: { ui_locales: 'de-Latn-DE-1996-x-private' } }],
  ['a custom domain', { host: CUSTOM_HOST }],
  ['a tenant that tells of itself', { settings: SETTINGS }],
])('the event about %s is as Auth0 describes it', async (_name, { more, host, linked, settings }) => {
  const { configuration, users } = stage.tenant.state
  configuration.phoneProviders = [{ name: 'custom', configuration: { delivery_methods: ['text'] } }]
  Object.assign(configuration.tenantSettings, settings)
  if (linked === true) users.push(linkedUser('ada@example.com', PHONE))
  const browser = stage.browser()
  const page = await browser.open(authorizeUrl({ connection: 'sms', ...more }, host))
  await browser.submit(page, { phone: PHONE })
  await settled(stage.tenant)
  const event = stage.actions.texts[0] as object
  expect(missingKeys('CustomPhoneProvider', event)).toEqual([])
  const problems = findProblems('CustomPhoneProvider', asDescribed(event))
  expect(problems).toEqual([])
})

test('the check finds an event that is not one', () => {
  expect(missingKeys('CustomPhoneProvider', { user: { user_id: 7 } })).toContain('notification.as_text')
})
