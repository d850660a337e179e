const SECRET_NAMES =
  /secret|password|token$|^(code|otp|code_verifier|link_with|link_to|authorization|credentials|setup|signing_keys|pem|x5c|pkcs7|hash|totp_secret|client_assertion)$/i

/** What stands where a secret stood. */
export const HIDDEN = '(hidden)'

/** The same JSON, with every text below a name that speaks of a secret replaced by one that says so. */
export function withoutSecrets(value: unknown, isSecret = false): unknown {
  if (typeof value === 'string') return isSecret ? HIDDEN : value
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, isSecret))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      name,
      withoutSecrets(held, isSecret || SECRET_NAMES.test(name)),
    ]),
  )
}
