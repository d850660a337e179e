import type { Context } from 'hono'
import { OAuthError } from '../service/oauth-error.ts'

/** Answers a program with the refusal that it has run into; anything else is thrown on. */
export function refuseProgram(c: Context, error: unknown): Response {
  if (!(error instanceof OAuthError)) throw error
  const { code, description, status, more } = error
  return c.json({ error: code, error_description: description, ...more }, status)
}
