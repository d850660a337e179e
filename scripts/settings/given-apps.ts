import { splitList } from '../../lib/settings-checks.ts'
import { givenText, type Environment } from './given-text.ts'

/** The apps of a list, by name or client id, each once; none where it is not given. */
export function givenApps(environment: Environment, name: 'APP_CLIENTS' | 'OTP_CLIENTS'): string[] {
  return [...new Set(splitList(givenText(environment, name) ?? ''))]
}
