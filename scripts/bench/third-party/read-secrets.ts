import { parseEnv } from 'node:util'

import type { ThirdParty } from './third-party.ts'
import { PLACEHOLDERS } from './third-party.ts'

/**
 * Reads an Action's secrets: one JSON object of texts, or lines as in `.env`.
 *
 * @throws {Error} with a sentence that repeats no value
 */
export function readSecrets(text: string, file: string): ThirdParty['secrets'] {
  const values = text.trimStart().startsWith('{') ? parseJson(text, file) : parseEnv(text)
  const secrets = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'string' || value === '')
      throw new Error(`The secret ${name} in ${file} is no text, or an empty one. Auth0 takes neither.`)
    const unknown = /\{\{[^{}]*\}\}/g
    const strange = (value.match(unknown) ?? []).filter((each) => !isPlaceholder(each))
    if (strange.length > 0)
      throw new Error(
        `The secret ${name} in ${file} has a placeholder that is not known. There are ${PLACEHOLDERS.join(', ')}.`,
      )
    return { name, value }
  })
  if (secrets.length === 0) throw new Error(`The file ${file} holds no secrets. Leave out --secrets.`)
  return secrets
}

function parseJson(text: string, file: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    // What the parser says quotes the text.
    throw new Error(`The file ${file} begins like JSON, but is none.`)
  }
}

const isPlaceholder = (text: string): boolean => PLACEHOLDERS.some((each) => each === text)
