import { APPLICATION_ERROR, spokenBy } from '../../../scripts/local-tenant/phone-networks/twiml.ts'
import type { Standing } from '../../../scripts/local-tenant/state.ts'
import { PHONE, refusal, useNetworks, type Fields } from './support/networks.ts'

const networks = useNetworks()
const inbox = () => networks.stage.tenant.state.inbox
const TWIML = '<Response><Say language="en-US">Your code is 1, 2, 3 &amp; 4.</Say></Response>'

const call = (more: Fields = {}, headers?: { [name: string]: string }) => {
  const { accountSid, fromNumber } = networks.credentials
  const fields = { To: PHONE, From: fromNumber, Twiml: TWIML, ...more }
  return networks.post(`/2010-04-01/Accounts/${accountSid}/Calls.json`, fields, headers)
}

test('a call says what its TwiML says', async () => {
  const { status, body } = await call()
  expect(status).toBe(201)
  expect(body).toMatchObject({ to: PHONE, status: 'queued', direction: 'outbound-api' })
  expect(body['sid']).toMatch(/^CA[0-9a-f]{32}$/)
  expect(inbox()).toMatchObject([{ channel: 'voice', to: PHONE, text: 'Your code is 1, 2, 3 & 4.' }])
})

test.each([
  ['several sentences', '<Response><Say>One.</Say><Pause/><Say>Two.</Say></Response>', 'One. Two.'],
  ['nothing outside of Say', '<Response>no<Say>yes</Say>no</Response>', 'yes'],
  ['nothing at all', '<Response/>', ''],
  ['characters by their numbers', '<Response><Say>&#228;</Say></Response>', 'ä'],
  ['XML that does not end', '<Response><Say>One', APPLICATION_ERROR],
  ['an ampersand that is none', '<Response><Say>a & b</Say></Response>', APPLICATION_ERROR],
  ['another root', '<Say>One</Say>', APPLICATION_ERROR],
  ['two roots', '<Response/><Response/>', APPLICATION_ERROR],
  ['no XML', 'hello', APPLICATION_ERROR],
  [
    'an entity of its own',
    '<!DOCTYPE a [<!ENTITY b "c">]><Response><Say>&b;</Say></Response>',
    APPLICATION_ERROR,
  ],
])('TwiML with %s', (_name, twiml, said) => {
  expect(spokenBy(twiml)).toBe(said)
})

test.each<[string, Fields, [number, number, string]]>([
  ['without To', { To: undefined }, [400, 21201, "No 'To' number is specified"]],
  ['without From', { From: undefined }, [400, 21213, 'From phone number is required.']],
  ['without TwiML', { Twiml: undefined }, [400, 21205, 'Url parameter is required.']],
  [
    'to a national number',
    { To: '07400' },
    [400, 21211, "The 'To' number 07400 is not a valid phone number."],
  ],
  [
    'from a name',
    { From: 'Example' },
    [
      ...([400, 21212] as const),
      "The 'From' number Example is not a valid phone number, shortcode, or alphanumeric sender ID.",
    ],
  ],
  ["from somebody else's number", { From: '+14155550199' }, [400, 21210, "'From' phone number not verified"]],
])('a call %s is refused', async (_name, fields, expected) => {
  expect(await call(fields)).toMatchObject(refusal(...expected))
  expect(inbox()).toEqual([])
})

test.each<[Standing, [number, number, string]]>([
  ['unreachable', [400, 21214, "'To' phone number cannot be reached"]],
  ['blocked', [400, 21215, 'Geo Permission configuration is not permitting call']],
  ['invalid', [400, 21217, 'Phone number does not appear to be valid']],
])('a number that is %s is not called', async (standing, expected) => {
  networks.state.numbers[PHONE] = standing
  expect(await call()).toMatchObject(refusal(...expected))
})

test('whoever opted out of texts can be called', async () => {
  networks.state.numbers[PHONE] = 'opted_out'
  expect((await call()).status).toBe(201)
})

test('a call with wrong credentials, or while calls are ill, is refused', async () => {
  expect(await call({}, { authorization: 'Basic QQ==' })).toMatchObject(refusal(401, 20003, 'Authenticate'))
  networks.state.conditions.calls = 'rate_limited'
  expect(await call()).toMatchObject(refusal(429, 20429, 'Too Many Requests'))
})
