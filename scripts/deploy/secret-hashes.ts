import { createHmac } from 'node:crypto'

export type SecretEntry = { name: string; value: string }

/** By name, a keyed hash of each secret: Auth0 never shows a value again, and this tells whether it has changed. */
export type SecretHashes = { [name: string]: string }

/**
 * @param key the companion's client secret: who can read that needs no hash to guess from
 */
export function hashSecrets(secrets: readonly SecretEntry[], key: string): SecretHashes {
  return Object.fromEntries(
    secrets.map(({ name, value }) => [
      name,
      createHmac('sha256', key).update(`${name}\0${value}`).digest('base64url').slice(0, 22),
    ]),
  )
}

/** What would change, by the names of secrets. */
export function changedSecrets(
  wanted: readonly SecretEntry[],
  present: readonly string[],
  known: SecretHashes | undefined,
  key: string | undefined,
): string[] {
  const hashes = key === undefined ? {} : hashSecrets(wanted, key)
  const names = wanted.map(({ name }) => name)
  return [
    ...names.flatMap((name) => {
      if (!present.includes(name)) return [`secret ${name} is added`]
      return known?.[name] !== undefined && known[name] === hashes[name] ? [] : [`secret ${name}`]
    }),
    ...present.filter((name) => !names.includes(name)).map((name) => `secret ${name} is removed`),
  ]
}
