import { keyedFingerprints } from '../../../lib/adapters/fingerprints.ts'
import { searchedNumbers } from '../../../lib/adapters/linked-numbers.ts'
import type { ManagementCalls } from '../../../lib/adapters/management-calls.ts'
import type { OutsideAnswer, OutsideRequest } from '../../../lib/adapters/outside.ts'
import type { SmsOnlyAccounts } from '../../../lib/core/sms-only-account.ts'
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
type Found = OutsideAnswer | Error
const found = (...users: unknown[]): OutsideAnswer => ({ status: 200, body: users })

/** What comes of it, where the searches are answered in this order. */
async function find(answers: Found | Found[], smsOnlyAccounts: SmsOnlyAccounts = 'refuse') {
  const left = Array.isArray(answers) ? [...answers] : [answers]
  const asked: OutsideRequest[] = []
  const management: ManagementCalls = {
    base: 'https://acme.eu.auth0.com/api/v2',
    prepare: () => Promise.resolve(),
    call: (request) => {
      asked.push(request)
      const answer = left.shift() ?? new TypeError('nobody answers')
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
  return { result: await searchedNumbers(management, fingerprints, smsOnlyAccounts).find(PHONE), asked }
}

test.each<[sentence: string, answer: Found, expected: unknown]>([
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

describe('R16 where phone accounts of their own may go on', () => {
  const alone = (changes: object = {}) => ({ user_id: 'sms|7', phone_number: PHONE, ...changes })
  const marked = { app_metadata: { phone_link_born: true } }

  test.each<[sentence: string, answers: Found[], expected: unknown, searches: number]>([
    ['a linked phone is found by its fingerprint alone', [found(account('email|ada', PHONE))], 'linked', 1],
    ['a phone account is found by its number', [found(), found(alone())], 'linked', 2],
    [
      'a phone account with metadata of others is, too',
      [found(), found(alone({ app_metadata: { plan: 'gold', phone_link_born: 'true' } }))],
      'linked',
      2,
    ],
    ['R24 what an inner login has left over is nobody’s', [found(), found(alone(marked))], 'not_linked', 2],
    ['one of two is enough', [found(), found(alone(marked), alone({ user_id: 'sms|8' }))], 'linked', 2],
    [
      'T01 another number that the search takes for the same is not it',
      [found(), found(alone({ phone_number: '+49151123456789' }))],
      'not_linked',
      2,
    ],
    [
      'a number in another profile is nobody’s',
      [found(), found(alone({ user_id: 'ad|7' }))],
      'not_linked',
      2,
    ],
    ['nobody is a stranger', [found(), found()], 'not_linked', 2],
    ['R61 the first search fails', [{ status: 503, body: {} }], { failed: 'search_http_503' }, 1],
    ['R61 the second one fails', [found(), { status: 503, body: {} }], { failed: 'search_http_503' }, 2],
    [
      'R61 the second one is no list',
      [found(), { status: 200, body: {} }],
      { failed: 'search_malformed' },
      2,
    ],
    [
      'R61 the second one does not end',
      [found(), new UpstreamError('search', 'timeout')],
      { failed: 'search_timeout' },
      2,
    ],
  ])('%s', async (_sentence, answers, expected, searches) => {
    const { result, asked } = await find(answers, 'allow')
    expect(result).toEqual(expected)
    expect(asked).toHaveLength(searches)
  })

  test('R43 the number stands in no URL but the second', async () => {
    const { asked } = await find([found(), found()], 'allow')
    const [first = '', second = ''] = asked.map(({ url }) => decodeURIComponent(url))
    expect(first).not.toContain('15112345678')
    expect(second).toContain('phone_number:"+4915112345678"')
  })

  test('R43 where they are refused, only the first is asked', async () => {
    const { result, asked } = await find([found(), found(alone())])
    expect(result).toBe('not_linked')
    expect(asked).toHaveLength(1)
  })
})
