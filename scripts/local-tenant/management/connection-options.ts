import { anyOf, boolean, integerBetween, isObject, object, oneOf, type Rule, text } from './body.ts'

/** Those that this tenant acts on. The others belong to connections that it only keeps. */
const OPTIONS: { [name: string]: Rule } = {
  disable_signup: boolean,
  brute_force_protection: boolean,
  template: text({ min: 0 }),
  syntax: oneOf('liquid', 'md_with_macros'),
  // The message of passwordless by email; of social connections, whether an address is asked for.
  email: anyOf(boolean, object),
}

/** Source: Auth0 docs, authenticate/passwordless (length and lifetime of a one-time code). */
const TOTP: { [name: string]: Rule } = {
  time_step: integerBetween(60, Number.MAX_SAFE_INTEGER),
  length: integerBetween(4, 40),
}

export const connectionOptions: Rule = (value) => {
  if (!isObject(value)) return object(value)
  const { totp = {} } = value
  if (!isObject(totp)) return 'Expected type object on property totp'
  for (const [rules, part] of [
    [OPTIONS, value],
    [TOTP, totp],
  ] as const) {
    for (const [name, rule] of Object.entries(rules)) {
      const problem = part[name] === undefined ? undefined : rule(part[name])
      if (problem !== undefined) return `${problem} on property ${name}`
    }
  }
  return undefined
}
