/** Names below which a text is a secret. */
const SECRET =
  /(secret|_token|password|passwd|private_key|api_key|otp_key)$|^(code|otp|code_verifier|link_with|link_to|client_assertion|pem|x5c|pkcs7)$/i

/** Names below which every value is one, whatever it is called. */
const VAULTS = /^(credentials|setup|secrets)$/

/** What stands where a secret stood. */
export const HIDDEN = '(hidden)'

/** The same JSON without its secrets; a text that is one says so. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => {
      if (VAULTS.test(name)) return [name, withoutValues(held)]
      return [name, typeof held === 'string' && SECRET.test(name) ? HIDDEN : withoutSecrets(held)]
    }),
  )
}

/** Names and times of secrets are told, their values are not. */
function withoutValues(held: unknown): unknown {
  if (typeof held === 'string') return HIDDEN
  if (Array.isArray(held)) return held.map(withoutValues)
  if (typeof held !== 'object' || held === null) return held
  return Object.fromEntries(
    Object.entries(held).map(([name, value]) => [
      name,
      /^(name|updated_at|type)$/.test(name) ? value : withoutValues(value),
    ]),
  )
}
