import { SettingsError, UpstreamError } from './errors.ts'
import type { Edge } from './ports.ts'

/**
 * The one catch. Whatever goes wrong in `run`, the Action ends closed for the phone and open for the email login:
 * an Action that throws would break the login of everyone.
 */
export async function failClosed(edge: Edge, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    edge.close(describe(error))
  }
}

// Only our own errors say what happened: the text of any other may hold somebody's data.
function describe(error: unknown): string {
  if (error instanceof SettingsError || error instanceof UpstreamError) return error.message
  return error instanceof Error ? error.name : 'unknown'
}
