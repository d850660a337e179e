/** Ids that the recorded tenant gave out, and those of the same things here. */
export function createIds() {
  const here = new Map<string, string>()
  return {
    /** A path or a body with the ids of here. */
    here(text: string): string {
      return [...here].reduce((filled, [recorded, own]) => filled.replaceAll(recorded, own), text)
    },
    /** Takes the ids from two answers to the same request. Things in a list are the same by their name. */
    learn(recorded: unknown, own: unknown): void {
      if (Array.isArray(recorded) && Array.isArray(own)) {
        for (const one of recorded as unknown[]) {
          const same = (own as unknown[]).find((other) => nameOf(other) === nameOf(one))
          if (nameOf(one) !== undefined && same !== undefined) this.learn(one, same)
        }
      } else if (isObject(recorded) && isObject(own)) {
        for (const [key, value] of Object.entries(recorded)) {
          const other = own[key]
          if (typeof value === 'string' && typeof other === 'string') {
            if (/^(id|client_id|.*_id)$/.test(key) && value.length > 8) here.set(value, other)
          } else this.learn(value, other)
        }
      }
    },
  }
}

const isObject = (value: unknown): value is { [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nameOf = (value: unknown): unknown => (isObject(value) ? value['name'] : undefined)
