import type { TokenEffects } from '../state.ts'

/** What Actions asked for before and after a redirect, the later word last. */
export function mergeEffects(earlier: TokenEffects, later: TokenEffects): TokenEffects {
  return {
    idTokenClaims: { ...earlier.idTokenClaims, ...later.idTokenClaims },
    accessTokenClaims: { ...earlier.accessTokenClaims, ...later.accessTokenClaims },
    addedScopes: [...without(earlier.addedScopes, later.removedScopes), ...later.addedScopes],
    removedScopes: [...without(earlier.removedScopes, later.addedScopes), ...later.removedScopes],
  }
}

export function applyToScopes(scopes: readonly string[], effects: TokenEffects): string[] {
  return [...new Set([...without(scopes, effects.removedScopes), ...effects.addedScopes])]
}

function without(scopes: readonly string[], others: readonly string[]): string[] {
  return scopes.filter((scope) => !others.includes(scope))
}
