import type { JsonObject } from '../state.ts'
import type { CacheApi } from './action-cache.ts'
import type { ActionEffects, RunRequest } from './messages.ts'
import { createChallengeApi } from './challenge-api.ts'
import { createPromptApi } from './prompt-api.ts'
import { createRedirectApi, type RedirectFacts } from './redirect-api.ts'
import { setTransactionMetadata } from './transaction-metadata.ts'
import { createUserApi } from './user-api.ts'

/** Source: Auth0 docs, customize/actions/limitations (account linking). */
const PRIMARY_USER_ID_CHARACTERS = 128

/**
 * `api` of the post-login trigger: everything asked for is written into `effects`, and done only when the Action has
 * ended well. Methods return `api` where Auth0's can be chained.
 *
 * Source: Auth0 docs, …/login-trigger/post-login-api-object.
 */
export function createPostLoginApi(
  run: RunRequest,
  facts: RedirectFacts,
  effects: ActionEffects,
  cache: CacheApi,
): object {
  const api: { [group: string]: object } = {}
  const redirect = createRedirectApi(run, facts, effects)
  const { tokens } = effects
  Object.assign(api, {
    access: {
      deny(reason: string) {
        effects.denial ??= { reason: String(reason), userMessage: String(reason) }
        return api
      },
    },
    idToken: {
      setCustomClaim: (name: string, value: unknown) => setClaim(tokens.idTokenClaims, name, value),
    },
    accessToken: {
      setCustomClaim: (name: string, value: unknown) => setClaim(tokens.accessTokenClaims, name, value),
      addScope(scope: string) {
        moveScope(scope, tokens.removedScopes, tokens.addedScopes)
        return api
      },
      removeScope(scope: string) {
        moveScope(scope, tokens.addedScopes, tokens.removedScopes)
        return api
      },
    },
    user: createUserApi(effects, api),
    transaction: {
      setMetadata(key: string, value: unknown) {
        setTransactionMetadata(effects.metadata, key, value)
        return api
      },
    },
    redirect: {
      ...redirect,
      sendUserTo(url: string, options?: { query?: { [name: string]: string } }) {
        redirect.sendUserTo(url, options)
        return api
      },
    },
    authentication: {
      recordMethod(providerUrl: string) {
        if (run.handler !== 'onContinuePostLogin') {
          throw new Error('recordMethod is only available in onContinuePostLogin.')
        }
        if (!/^https?:\/\//.test(providerUrl)) throw new Error('recordMethod needs an http or https URL.')
        effects.recordedMethods.push(providerUrl)
        return api
      },
      setPrimaryUser(userId: string) {
        if (typeof userId !== 'string' || userId.length > PRIMARY_USER_ID_CHARACTERS) {
          throw new Error(
            `setPrimaryUser takes a user id of at most ${PRIMARY_USER_ID_CHARACTERS} characters.`,
          )
        }
        if (run.primaryUserIsSet || effects.primaryUserId !== undefined) {
          throw new Error('setPrimaryUser may be called once per transaction.')
        }
        effects.primaryUserId = userId
      },
      ...createChallengeApi(effects),
      enrollWith: () => absent('Multi-factor enrolments'),
      enrollWithAny: () => absent('Multi-factor enrolments'),
    },
    multifactor: { enable: () => absent('Multi-factor challenges') },
    prompt: createPromptApi(effects),
    validation: {
      error(code: string, message: string) {
        effects.denial ??= { reason: String(message), userMessage: String(message) }
        return void code
      },
    },
    cache,
  })
  return api

  function setClaim(claims: JsonObject, name: string, value: unknown): object {
    if (typeof name !== 'string' || name.length === 0) throw new Error('A claim needs a name.')
    const json = JSON.stringify(value)
    if (json !== undefined) claims[name] = JSON.parse(json) as JsonObject[string]
    return api
  }
}

function moveScope(scope: string, from: string[], to: string[]): void {
  const index = from.indexOf(scope)
  if (index >= 0) from.splice(index, 1)
  if (!to.includes(scope)) to.push(scope)
}

function absent(feature: string): never {
  throw new Error(`${feature} are not part of this local tenant yet.`)
}
