// Runs in the browser: the smallest app on top of auth0-spa-js, driven by the test through `window.spa`.
import { createAuth0Client } from '@auth0/auth0-spa-js'

declare const SPA_SETTINGS: { domain: string; clientId: string }
declare const window: { location: { origin: string; search: string }; spa?: unknown }

async function start(): Promise<void> {
  const returnTo = `${window.location.origin}/`
  const client = await createAuth0Client({
    ...SPA_SETTINGS,
    cacheLocation: 'localstorage',
    authorizationParams: { redirect_uri: returnTo, scope: 'openid profile email phone' },
  })
  const isAnswer = window.location.search.includes('state=')
  const failure = isAnswer ? await client.handleRedirectCallback().then(() => undefined, String) : undefined
  window.spa = {
    failure,
    claims: () => client.getIdTokenClaims(),
    signIn: (authorizationParams: Record<string, string>) =>
      client.loginWithRedirect({ authorizationParams }),
    signOut: () => client.logout({ logoutParams: { returnTo } }),
  }
}

void start()
