import type { KitPostLoginEvent } from './kit-events.ts'
import type { KitCache, KitCacheMode } from './recording-cache.ts'
import { recordingCache } from './recording-cache.ts'

type Fields = { [name: string]: unknown }

/** One call of an Action on its `api`, e.g. `{ method: 'access.deny', args: ['too_young'] }`. */
export type RecordedCall = { method: string; args: unknown[] }

/** The `api` of the post-login trigger. */
export type KitPostLoginApi = {
  access: { deny(reason: string): KitPostLoginApi }
  authentication: {
    challengeWithAny(factors: { type: string }[]): KitPostLoginApi
    recordMethod(url: string): KitPostLoginApi
    setPrimaryUser(userId: string): KitPostLoginApi
  }
  idToken: { setCustomClaim(name: string, value: unknown): KitPostLoginApi }
  accessToken: { setCustomClaim(name: string, value: unknown): KitPostLoginApi }
  user: {
    setAppMetadata(key: string, value: unknown): KitPostLoginApi
    setUserMetadata(key: string, value: unknown): KitPostLoginApi
  }
  transaction: { setMetadata(key: string, value: string | number | boolean | null): KitPostLoginApi }
  redirect: { sendUserTo(url: string, options?: { query?: Record<string, string> }): KitPostLoginApi }
  prompt: { render(formId: string, options?: { vars?: Fields; fields?: Fields }): KitPostLoginApi }
  cache: KitCache
}

/** What an Action has done so far. */
export type PostLoginRecording = {
  api: KitPostLoginApi
  /** Every call but those on the cache, oldest first. */
  calls: RecordedCall[]
  idTokenClaims: Fields
  accessTokenClaims: Fields
  /** The keys that were set; Auth0 merges them into the user's at the end. */
  appMetadata: Fields
  userMetadata: Fields
  /** The first reason; what an Action says after it changes nothing. */
  denial: string | undefined
  redirect: URL | undefined
  /** The Form that is shown. */
  form: { id: string; vars: Fields } | undefined
  /** The second factors of which one is asked for. */
  factors: string[] | undefined
  /** URLs that the session remembers as methods of authentication. */
  methods: string[]
  /** The account that the tokens are for, if it is another than the login's. */
  primaryUser: string | undefined
}

export type RecordingOptions = {
  cache?: KitCache | KitCacheMode
  /** A method that throws when it is called, e.g. `user.setAppMetadata`: how does the Action end then? */
  failing?: string
  now?: () => Date
}

const BROWSER_PROTOCOLS = [
  'oidc-basic-profile',
  'oidc-implicit-profile',
  'oidc-hybrid-profile',
  'samlp',
  'wsfed',
]

const KEY_CHARACTERS = 64
const VALUE_BYTES = 8 * 1024
const TOTAL_BYTES = 16 * 1024

/**
 * An `api` that records what an Action does with it, and throws where Auth0 would: at metadata of a wrong type or
 * size, at a second page of whatever kind (redirect, Form, second factor), at a page of a login that has no browser. Transaction metadata is written into
 * the event at once, as Auth0 does (https://auth0.com/docs/customize/actions/transaction-metadata).
 */
export function recordingApi(event: KitPostLoginEvent, options: RecordingOptions = {}): PostLoginRecording {
  const cache = options.cache ?? 'working'
  const record = (method: string, ...args: unknown[]): void => {
    if (options.failing === method) throw new Error(`${method} failed`)
    recording.calls.push({ method, args: structuredClone(args) })
  }

  const requireOnlyPage = (): void => {
    if (!BROWSER_PROTOCOLS.includes(event.transaction.protocol)) throw new Error('This login has no browser.')
    if (recording.redirect ?? recording.form ?? recording.factors) {
      throw new Error('An Action may send a person to one page, once.')
    }
  }

  const api: KitPostLoginApi = {
    access: {
      deny(reason) {
        record('access.deny', reason)
        recording.denial ??= reason
        return api
      },
    },
    authentication: {
      challengeWithAny(factors) {
        record('authentication.challengeWithAny', factors)
        requireOnlyPage()
        if (factors.length === 0) throw new Error('A challenge needs a factor.')
        recording.factors = factors.map(({ type }) => type)
        return api
      },
      recordMethod(url) {
        record('authentication.recordMethod', url)
        recording.methods.push(new URL(url).href)
        return api
      },
      setPrimaryUser(userId) {
        record('authentication.setPrimaryUser', userId)
        if (recording.primaryUser !== undefined) throw new Error('setPrimaryUser may be called once.')
        recording.primaryUser = userId
        return api
      },
    },
    idToken: {
      setCustomClaim(name, value) {
        record('idToken.setCustomClaim', name, value)
        recording.idTokenClaims[name] = asJson(value)
        return api
      },
    },
    accessToken: {
      setCustomClaim(name, value) {
        record('accessToken.setCustomClaim', name, value)
        recording.accessTokenClaims[name] = asJson(value)
        return api
      },
    },
    user: {
      setAppMetadata(key, value) {
        record('user.setAppMetadata', key, value)
        recording.appMetadata[requireKey(key)] = asJson(value)
        return api
      },
      setUserMetadata(key, value) {
        record('user.setUserMetadata', key, value)
        recording.userMetadata[requireKey(key)] = asJson(value)
        return api
      },
    },
    transaction: {
      setMetadata(key, value) {
        record('transaction.setMetadata', key, value)
        setMetadata(event.transaction.metadata, key, value)
        return api
      },
    },
    redirect: {
      sendUserTo(url, { query = {} } = {}) {
        record('redirect.sendUserTo', url)
        requireOnlyPage()
        recording.redirect = new URL(url)
        for (const [name, value] of Object.entries(query)) recording.redirect.searchParams.set(name, value)
        return api
      },
    },
    prompt: {
      render(formId, { vars = {} } = {}) {
        record('prompt.render', formId, vars)
        requireOnlyPage()
        recording.form = { id: requireKey(formId), vars: asJson(vars) as Fields }
        return api
      },
    },
    cache: typeof cache === 'string' ? recordingCache(cache, options.now ?? (() => new Date())) : cache,
  }
  const recording: PostLoginRecording = {
    api,
    calls: [],
    idTokenClaims: {},
    accessTokenClaims: {},
    appMetadata: {},
    userMetadata: {},
    denial: undefined,
    redirect: undefined,
    form: undefined,
    factors: undefined,
    methods: [],
    primaryUser: undefined,
  }
  return recording
}

function setMetadata(metadata: Fields, key: string, value: unknown): void {
  if (requireKey(key).length > KEY_CHARACTERS) throw new Error('The key of transaction metadata is too long.')
  if (value === null) {
    delete metadata[key]
    return
  }
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  if (typeof value !== 'string' && typeof value !== 'boolean' && !isNumber) {
    throw new Error('Transaction metadata takes strings, numbers and booleans.')
  }
  if (bytes(value) > VALUE_BYTES) throw new Error('A value of transaction metadata is too long.')
  const after = { ...metadata, [key]: value }
  const total = Object.entries(after).reduce((sum, [name, held]) => sum + bytes(name) + bytes(held), 0)
  if (total > TOTAL_BYTES) throw new Error('Transaction metadata is too long in all.')
  metadata[key] = value
}

function requireKey(key: unknown): string {
  if (typeof key !== 'string' || key === '') throw new Error('A key is a string that is not empty.')
  return key
}

// What reaches Auth0 has been JSON on the way: dates become text, functions vanish.
function asJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown)
}

function bytes(value: unknown): number {
  return Buffer.byteLength(String(value), 'utf8')
}
