// Runs in the browser: the whole app, on top of auth0-spa-js.
import { Auth0Client, GenericError } from '@auth0/auth0-spa-js'
import { outcomeNotice, parsePhoneLink } from '../../../demo/app/outcome-notice.ts'
import { describeProblem } from '../../../demo/app/problem-text.ts'
import { element, showAccount, showNotice, showRefreshed } from './view.ts'
import type { Claims, Notice } from './view.ts'

declare const SPA_SETTINGS: { domain: string; clientId: string }

const CALLBACK = `${location.origin}/callback`

/** What each button asks of the tenant. */
const LOGINS: Record<string, Record<string, string>> = {
  'sign-in-by-email': { connection: 'email' },
  'sign-in-by-phone': { connection: 'sms' },
  'add-phone': { 'ext-phone': 'add' },
  'replace-phone': { 'ext-phone': 'replace' },
  'remove-phone': { 'ext-phone': 'remove' },
}

/** Whose phone was to change, so that an answer for somebody else is not taken over. */
type Asked = { sub?: string | undefined }

/**
 * Tokens stay in memory, where a script that should not be here finds them hardest: the refresh token in a worker of
 * its own. After a reload the SDK asks the tenant in a hidden frame, which needs a session there and, in most browsers,
 * a custom domain of the app's own site.
 */
const client = new Auth0Client({
  ...SPA_SETTINGS,
  cacheLocation: 'memory',
  useRefreshTokens: true,
  useRefreshTokensFallback: true,
  authorizationParams: { redirect_uri: CALLBACK, scope: 'openid profile email phone' },
})

async function start(): Promise<void> {
  for (const [id, authorizationParams] of Object.entries(LOGINS)) {
    element(id).addEventListener('click', () => void login(authorizationParams))
  }
  element('refresh').addEventListener('click', () => void refresh())
  element('sign-out').addEventListener('click', () => void signOut())
  const isAnswer = location.pathname === new URL(CALLBACK).pathname
  const notice = isAnswer ? await takeAnswer() : undefined
  // After a reload, or an answer that was not taken, the tenant may know who is signed in.
  if ((await claimsNow()) === undefined) await client.checkSession()
  showAccount(await claimsNow())
  showNotice(notice)
}

/** What the newest ID token says; `undefined` when nobody is signed in. */
async function claimsNow(): Promise<Claims | undefined> {
  const claims: unknown = await client.getIdTokenClaims()
  return claims as Claims | undefined
}

async function login(authorizationParams: Record<string, string>): Promise<void> {
  const claims = 'ext-phone' in authorizationParams ? await claimsNow() : undefined
  await client.loginWithRedirect<Asked>({ authorizationParams, appState: { sub: claims?.sub } })
}

/** Takes the answer that this page was opened with. */
async function takeAnswer(): Promise<Notice | undefined> {
  try {
    const { appState } = await client.handleRedirectCallback<Asked>()
    const claims = await claimsNow()
    if (appState?.sub !== undefined && appState.sub !== claims?.sub) {
      await client.logout({ openUrl: false })
      return noticeOf('another_account')
    }
    return outcomeNotice(parsePhoneLink(claims?.phone_link))
  } catch (error) {
    return noticeOf(...problemOf(error))
  } finally {
    // The code is spent; a reload must not offer it again.
    history.replaceState(null, '', '/')
  }
}

/** Asks for new claims without a page: by the refresh token, which the tenant replaces each time. */
async function refresh(): Promise<void> {
  try {
    await client.getTokenSilently({ cacheMode: 'off' })
    showNotice(undefined)
    showAccount(await claimsNow())
    showRefreshed(new Date())
  } catch (error) {
    await client.logout({ openUrl: false })
    showAccount(undefined)
    showNotice(noticeOf(...problemOf(error)))
  }
}

/** Gives the refresh token back, and ends the session at the tenant, whether or not that was taken. */
async function signOut(): Promise<void> {
  try {
    await client.revokeRefreshToken()
  } finally {
    await client.logout({ logoutParams: { returnTo: `${location.origin}/` } })
  }
}

/** The SDK's own words for an answer that it did not ask for. */
const UNASKED = ['missing_transaction', 'state_mismatch']

function problemOf(error: unknown): [code: string, description: string] {
  if (!(error instanceof GenericError) || UNASKED.includes(error.error)) return ['unknown_login', '']
  return [error.error, error.error_description]
}

function noticeOf(error: string, description = ''): Notice {
  const { title, text, advice, code } = describeProblem(error, description)
  return { tone: 'warning', title, text: `${text} ${advice} (${code})` }
}

void start()
