/** What a test changes of a complete value: any part of it, at any depth. `undefined` takes a fact away. */
export type Changes<Whole> = {
  [Name in keyof Whole]?: Whole[Name] extends readonly unknown[]
    ? Whole[Name] | undefined
    : Whole[Name] extends object
      ? Changes<Whole[Name]> | undefined
      : Whole[Name] | undefined
}

type Fields = Record<string, unknown>

/** A copy of `whole` with the changes made. Objects are merged; lists and everything else are replaced. */
export function withChanges<Whole extends object>(whole: Whole, changes: Changes<Whole>): Whole {
  return merge(structuredClone(whole) as Fields, changes) as Whole
}

function merge(whole: Fields, changes: Fields): Fields {
  for (const [name, change] of Object.entries(changes)) {
    const old = whole[name]
    if (change === undefined) delete whole[name]
    else whole[name] = isPlain(old) && isPlain(change) ? merge(old, change) : structuredClone(change)
  }
  return whole
}

function isPlain(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}
