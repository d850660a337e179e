/** Management API scopes that listing needs. */
export const SWEEP_SCOPES: readonly string[] = ['read:users']

/** With `--yes`. */
export const SWEEP_DELETION_SCOPES: readonly string[] = [...SWEEP_SCOPES, 'delete:users']
