/** Narrowing for what comes from outside: nothing about its shape is taken on trust. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object that a JSON text of version 1 holds, or undefined for anything else. */
export function parseVersioned(text: unknown): Record<string, unknown> | undefined {
  const value = typeof text === 'string' ? parseJson(text) : undefined
  return isRecord(value) && value.v === 1 ? value : undefined
}

/** The one of the known words that it is, if any. */
export function oneOf<Word extends string>(words: readonly Word[], value: unknown): Word | undefined {
  return words.find((word) => word === value)
}

/** Milliseconds since the epoch as a time, or undefined. */
export function parseTime(value: unknown): Date | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? new Date(value) : undefined
}

export function parseTexts(value: unknown): string[] | undefined {
  return Array.isArray(value) && value.every((entry: unknown) => typeof entry === 'string')
    ? value
    : undefined
}

/** What the JSON text says, or undefined if it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
