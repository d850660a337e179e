import { fail, pass, type Check } from '../finding.ts'

export const UNIVERSAL_LOGIN: Check = {
  check: 'universal_login',
  title: 'New Universal Login',
  meaning: 'The login pages are those of Universal Login. Classic Login has no page for the nested login.',
  blocks: true,
  // A deploy could do it, and would change the pages of every app of the tenant.
  mend: 'Dashboard, Branding → Universal Login: choose Universal Login instead of Classic. It changes the login pages of every app, so no deploy does it.',
  look: ({ prompts }) =>
    prompts['universal_login_experience'] === 'new'
      ? pass('Universal Login.')
      : fail('The tenant uses Classic Login.'),
}

// Source: Auth0 docs, authenticate/passwordless/passwordless-with-universal-login: it needs the Identifier First profile.
export const IDENTIFIER_FIRST: Check = {
  check: 'identifier_first',
  title: 'Identifier First',
  meaning:
    'The authentication profile is Identifier First. Without it Universal Login asks for no codes by email or SMS.',
  blocks: true,
  mend: 'Dashboard, Authentication → Authentication Profile: choose Identifier First. It changes the login pages of every app, so no deploy does it.',
  look: ({ prompts }) =>
    prompts['identifier_first'] === true
      ? pass('Identifier First.')
      : fail('The authentication profile asks for identifier and password together.'),
}
