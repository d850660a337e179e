import { fail, pass, warn, type Check } from '../finding.ts'

const DECIDE =
  'Set SMS_ONLY_ACCOUNTS: refuse turns them away at every app, allow lets them sign in as before.'

export const PHONE_ONLY_PEOPLE: Check = {
  check: 'phone_only_people',
  title: 'People who sign in by phone alone',
  meaning:
    'Where people sign in by phone alone today, `SMS_ONLY_ACCOUNTS` says what becomes of them: `refuse` or `allow`. Nobody is locked out by surprise.',
  blocks: true,
  mend: DECIDE,
  look: (_, { counted: { phoneOnlyPeople: count }, smsOnlyAccounts }) => {
    if (count === 0) return pass('None, as far as the user search knows; it lags behind.')
    const people = peopleOf(count)
    if (smsOnlyAccounts === 'allow') return pass(`${people} They may go on.`)
    if (smsOnlyAccounts === undefined) return fail(`${people} Nobody has decided what becomes of them.`)
    return warn(
      `${people} They are refused (SMS_ONLY_ACCOUNTS is refuse).`,
      'Tell them before you deploy: they need an account with an email. With SMS_ONLY_ACCOUNTS as allow they may go on.',
    )
  },
}

function peopleOf(count: number | undefined): string {
  if (count === undefined) return 'There may be some: the user search gave up counting them.'
  const are = count === 1 ? 'account signs' : 'accounts sign'
  return `About ${count.toLocaleString('en')} ${are} in by phone alone (by the user search, which lags behind).`
}
