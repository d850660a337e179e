import type { Mistake } from '../mistake.ts'

export const PEOPLE: readonly Mistake[] = [
  [
    'people who sign in by phone alone, and nobody has decided',
    ({ wanted }) => (wanted.counted.phoneOnlyPeople = 1234),
    'phone_only_people',
    'fail, blocks',
    'About 1,234 accounts sign in by phone alone (by the user search, which lags behind). Nobody has decided what becomes of them.',
    'Set SMS_ONLY_ACCOUNTS: refuse turns them away',
  ],
  [
    'people who cannot be counted, and nobody has decided',
    ({ wanted }) => (wanted.counted.phoneOnlyPeople = undefined),
    'phone_only_people',
    'fail, blocks',
    'There may be some: the user search gave up counting them. Nobody has decided what becomes of them.',
    'Set SMS_ONLY_ACCOUNTS: refuse turns them away',
  ],
  [
    'one who is refused',
    ({ wanted }) => {
      wanted.counted.phoneOnlyPeople = 1
      wanted.smsOnlyAccounts = 'refuse'
    },
    'phone_only_people',
    'warn',
    'About 1 account signs in by phone alone (by the user search, which lags behind). They are refused (SMS_ONLY_ACCOUNTS is refuse).',
    'Tell them before you deploy',
  ],
]
