/** What an app is told of a phone step that was refused. */
export const refused = (reason: string, intent = 'add') => ({ intent, status: 'refused', reason })

/** A login that is denied, with the code first. */
export const denied = (code: string) => ({
  error: 'access_denied',
  description: expect.stringMatching(new RegExp(`^${code}: `)) as string,
})

/** The same at the token endpoint. */
export const notGranted = (code: string) => ({ status: 403, ...denied(code) })
