import type { AuthorizeRequest } from '../state.ts'

/** The same request once more, for somebody whose page has come to its end. */
export function restartUrl(request: AuthorizeRequest): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(request.query)) {
    for (const each of [value].flat()) parameters.append(name, each)
  }
  return `/authorize?${parameters.toString()}`
}
