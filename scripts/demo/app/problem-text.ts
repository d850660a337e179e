/** What the problem page shows: a title, what happened, and what the person can do. */
export type Problem = { title: string; text: string; advice: string; code: string; emailFirst: boolean }

type Words = Omit<Problem, 'code'>

// A Map: the code comes from a URL, and an object would answer to `constructor`, too.
const KNOWN = new Map<string, Words>(
  Object.entries({
    sms_only_account: {
      title: 'This phone is not connected to an account yet',
      text: 'Your code was right, but a phone number alone is not enough to open an account here.',
      advice:
        'Sign in with your email first, then choose “Add a phone”. After that, this phone signs you in too.',
      emailFirst: true,
    },
    phone_required: {
      title: 'A phone is needed here',
      text: 'This app lets only accounts with a phone in, and you chose not to add one. Nothing changed.',
      advice: 'Sign in with your email again and add your number when you are asked for it.',
      emailFirst: true,
    },
    phone_changed: {
      title: 'The phone of this account has changed',
      text: 'You had signed in with a phone that was replaced or removed since, so that login has ended.',
      advice: 'Sign in with your email. Your account page then shows which phone the account has now.',
      emailFirst: true,
    },
    login_required: {
      title: 'Nobody is signed in',
      text: 'The tenant has no session for this browser.',
      advice: 'Sign in to go on.',
      emailFirst: false,
    },
    interaction_required: {
      title: 'The tenant wants to show a page',
      text: 'A silent check may not show a page, so it stopped here.',
      advice: 'Sign in to go on.',
      emailFirst: false,
    },
    access_denied: {
      title: 'You were not signed in',
      text: 'The login was cancelled or refused.',
      advice: 'You can simply try again.',
      emailFirst: false,
    },
    unknown_login: {
      title: 'This login is no longer open',
      text: 'It was finished already, is too old, or was started in another browser.',
      advice: 'Start again from here.',
      emailFirst: false,
    },
    another_account: {
      title: 'That is another account',
      text: 'The phone step came back for a different account than the one you were using, so nothing was taken over.',
      advice: 'Sign in again and retry.',
      emailFirst: false,
    },
  }),
)

const UNKNOWN: Words = {
  title: 'The login did not work',
  text: 'The tenant answered with an error.',
  advice: 'Please try again.',
  emailFirst: false,
}

/**
 * Finds the words for an OpenID Connect error. Our Actions put their stable code first in the description
 * (`sms_only_account: …`), so that one wins over the general error code.
 */
export function describeProblem(error: string, description: string): Problem {
  const first = /^[a-z_]+/.exec(description)?.[0] ?? ''
  const code = KNOWN.has(first) ? first : error
  return { code, ...(KNOWN.get(code) ?? UNKNOWN) }
}
