import { keyedFingerprints } from '../../../lib/adapters/fingerprints.ts'
import { searchedNumbers } from '../../../lib/adapters/linked-numbers.ts'
import type { ManagementCalls } from '../../../lib/adapters/management-calls.ts'
import type { OutsideAnswer, OutsideRequest } from '../../../lib/adapters/outside.ts'
import { UpstreamError } from '../../../lib/errors.ts'
import { phoneNumber } from '../../support/values.ts'

const PHONE = phoneNumber('+4915112345678')
const fingerprints = keyedFingerprints('0123456789abcdef0123456789abcdef')

const account = (user_id: string, phone_number: string, phone_verified: unknown = true) => ({
  user_id,
  identities: [
    { provider: 'email', user_id: 'ada' },
    { provider: 'sms', user_id: '7', profileData: { phone_number, phone_verified } },
  ],
})
const found = (...users: unknown[]): OutsideAnswer => ({ status: 200, body: users })

async function find(answer: OutsideAnswer | Error) {
  const asked: OutsideRequest[] = []
  const management: ManagementCalls = {
    base: 'https://acme.eu.auth0.com/api/v2',
    prepare: () => Promise.resolve(),
    call: (request) => {
      asked.push(request)
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
  return { result: await searchedNumbers(management, fingerprints).find(PHONE), asked }
}

test.each<[sentence: string, answer: OutsideAnswer | Error, expected: unknown]>([
  ['an account with the phone', found(account('email|ada', PHONE)), 'linked'],
  [
    'an account with the phone, by the texts of the event',
    found(account('email|ada', PHONE, 'true')),
    'linked',
  ],
  ['nobody', found(), 'not_linked'],
  ['T01 an account whose phone has left it', found({ user_id: 'email|ada', identities: [] }), 'not_linked'],
  ['an account with another phone', found(account('email|ada', '+4915112345679')), 'not_linked'],
  ['R16 a phone account of its own', found(account('sms|7', PHONE)), 'not_linked'],
  ['R61 an answer that is no list', { status: 200, body: { users: [] } }, { failed: 'search_malformed' }],
  ['T29 no scope for it', { status: 403, body: {} }, { failed: 'search_http_403' }],
  ['R61 a limit', { status: 429, body: {} }, { failed: 'search_http_429' }],
  ['R61 trouble', { status: 500, body: undefined }, { failed: 'search_http_500' }],
  ['R61 no answer in time', new UpstreamError('search', 'timeout'), { failed: 'search_timeout' }],
  ['R61 a broken connection', new UpstreamError('search', 'unreachable'), { failed: 'search_unreachable' }],
  ['R61 nonsense', new UpstreamError('search', 'malformed'), { failed: 'search_malformed' }],
  [
    'R61 no token to ask with',
    new UpstreamError('management_token', 'http_401'),
    { failed: 'management_token_http_401' },
  ],
])('R34 a search that meets %s', async (_sentence, answer, expected) => {
  expect((await find(answer)).result).toEqual(expected)
})

test('what is nobody’s fault outside is not hidden', async () => {
  await expect(find(new TypeError('a mistake of ours'))).rejects.toThrow('a mistake of ours')
})

test('R43 asks once, by fingerprint: no digit of the number is in the URL', async () => {
  const { asked } = await find(found())
  expect(asked).toEqual([
    {
      at: 'search',
      url: expect.stringContaining('https://acme.eu.auth0.com/api/v2/users?q=app_metadata.') as string,
      method: 'GET',
      retry: 'on_429_or_5xx',
    },
  ])
  const url = decodeURIComponent(asked[0]?.url ?? '')
  expect(url).toContain(`"${fingerprints.of(PHONE)}"`)
  expect(url).not.toMatch(/15112345678|12345678/)
})
