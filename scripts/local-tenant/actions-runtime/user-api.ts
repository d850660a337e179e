import type { ActionEffects } from './messages.ts'

/** `api.user`, alike in both triggers: the keys asked for are merged once, at the end; `null` removes one. */
export function createUserApi(effects: ActionEffects, api: object): object {
  return {
    setAppMetadata: (key: string, value: unknown) => setMetadata(effects.appMetadata, key, value),
    setUserMetadata: (key: string, value: unknown) => setMetadata(effects.userMetadata, key, value),
  }

  function setMetadata(metadata: { [key: string]: unknown }, key: string, value: unknown): object {
    if (typeof key !== 'string' || key.length === 0) throw new Error('Metadata needs a key.')
    const json = JSON.stringify(value ?? null)
    if (json === undefined) throw new Error('Metadata must be JSON.')
    metadata[key] = JSON.parse(json)
    return api
  }
}
