/** Narrowing for what comes from outside: nothing about its shape is taken on trust. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
