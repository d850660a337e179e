import type { Aftermath } from '../../../../../scripts/bench/crowd/judge-crowd.ts'
import { judgeCrowd } from '../../../../../scripts/bench/crowd/judge-crowd.ts'
import type { Story, Try } from '../../../../../scripts/bench/crowd/story.ts'

const [ADA, ADAS] = ['ada@example.com', '+447400123456']
const [GRACE, GRACES] = ['grace@example.com', '+447400654321']

const phoneIdentity = (number: string) => ({
  ...{ provider: 'sms', connection: 'sms', user_id: number.slice(-6), isSocial: false },
  profileData: { phone_number: number },
})
function account(email: string, ...numbers: string[]): Aftermath['users'][number] {
  const user_id = email.replace(/@.*/, '')
  const own = { provider: 'email', connection: 'email', user_id, isSocial: false }
  return { user_id: `email|${user_id}`, email, identities: [own, ...numbers.map(phoneIdentity)] }
}
const phoneAccount = (number: string): Aftermath['users'][number] => ({
  ...{ user_id: `sms|${number.slice(-6)}`, phone_number: number },
  identities: [{ provider: 'sms', connection: 'sms', user_id: number.slice(-6), isSocial: false }],
})

const told = (what: string, sub = 'email|ada'): Try => ({ told: what, sub })
const story = (...tries: Try[]): Story => ({ email: ADA, phone: ADAS, tries })
const after = (users: Aftermath['users'], owners: string[] = ['email|ada']): Aftermath => ({
  users,
  refreshTokens: owners.map((user_id) => ({ user_id })),
})

test.each([
  ['linked at once', story(told('linked')), after([account(ADA, ADAS)])],
  ['linked after a refusal', story(told('link_failed'), told('linked')), after([account(ADA, ADAS)])],
  ['cleanly refused', story(told('link_failed')), after([account(ADA), phoneAccount(ADAS)])],
  // The answer was lost after the work was done: the next login finds it.
  ['linked and told later', story(told('link_failed')), after([account(ADA, ADAS)])],
])('nothing is wrong with somebody who is %s', (_, each, aftermath) => {
  expect(judgeCrowd([each], aftermath)).toEqual({ wrong: [], lost: [] })
})

test.each([
  [
    "a number on another's account",
    story(told('link_failed')),
    after([account(ADA), account(GRACE, ADAS)]),
    "the number is on another's account.",
  ],
  [
    'a number on two accounts',
    story(told('linked')),
    after([account(ADA, ADAS), account(GRACE, ADAS)]),
    "the number is on another's account.",
  ],
  ['two phones', story(told('linked')), after([account(ADA, ADAS, GRACES)]), 'the account has 2 phones.'],
  [
    "somebody else's number",
    story(told('linked')),
    after([account(ADA, GRACES)]),
    'the account has a number of somebody else.',
  ],
  [
    'a linked number that signs in by itself',
    story(told('linked')),
    after([account(ADA, ADAS), phoneAccount(ADAS)]),
    'the number is linked, and an account of its own as well.',
  ],
  [
    'tokens for another account',
    story(told('linked', 'email|grace')),
    after([account(ADA, ADAS)]),
    'tokens were for another account.',
  ],
  [
    'a link that is not there',
    story(told('linked')),
    after([account(ADA)]),
    'a link was told that is not there.',
  ],
  [
    'two accounts',
    story(told('linked')),
    after([account(ADA, ADAS), account(ADA)]),
    'there are two accounts of this address.',
  ],
])('%s is wrong', (_, each, aftermath, says) => {
  expect(judgeCrowd([each], aftermath)).toEqual({ wrong: [`${ADA}: ${says}`], lost: [] })
})

test('tokens for an account by phone alone are wrong, whoever has them', () => {
  const aftermath = after([account(ADA, ADAS)], ['email|ada', 'sms|654321'])
  expect(judgeCrowd([story(told('linked'))], aftermath).wrong).toEqual([
    'An account by phone alone has been given tokens.',
  ])
})

test.each([
  ['whose account is gone', story(told('link_failed')), after([]), 'the account is gone.'],
  [
    'whose login broke',
    story({ broken: 'A redirect loop.' }),
    after([account(ADA)]),
    'the last try ended with: A redirect loop.',
  ],
  [
    'who was told nothing',
    story(told('told nothing')),
    after([account(ADA)]),
    'the last try told the app "told nothing".',
  ],
  ['who never tried', story(), after([account(ADA)]), 'the last try ended with: nothing'],
])('somebody %s is lost', (_, each, aftermath, says) => {
  expect(judgeCrowd([each], aftermath)).toEqual({ wrong: [], lost: [`${ADA}: ${says}`] })
})
