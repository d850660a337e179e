/** The Action's own configuration is wrong. Lists every problem at once, so that an admin mends them in one go. */
export class SettingsError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`settings: ${problems.join('; ')}`)
    this.name = 'SettingsError'
    this.problems = problems
  }
}

/** What can go wrong outside; short, stable and free of data, so that it may be logged. */
export type UpstreamCode = 'timeout' | 'unreachable' | 'malformed' | `http_${number}`

/** Something outside failed: the token endpoint, the key set or the Management API. */
export class UpstreamError extends Error {
  readonly code: UpstreamCode

  /** @param at the outside thing, e.g. `token`, `jwks`, `link` */
  constructor(at: string, code: UpstreamCode, options?: ErrorOptions) {
    super(`${at}_${code}`, options)
    this.name = 'UpstreamError'
    this.code = code
  }
}
