import { SETTINGS } from '../../lib/settings-catalogue.ts'
import type { Problem } from '../../lib/settings-checks.ts'
import type { SettingName } from '../../lib/settings-table.ts'

/** What settings are about, in the order in which an admin thinks of them. */
export const GROUPS = {
  tenant: 'The tenant, and who deploys to it',
  apps: 'The apps whose people may add a phone',
  policy: 'Who is asked for a phone, and which numbers may be used',
  texts: 'What people read',
  codes: 'Who delivers codes',
  notices: 'Who is told of a change',
} as const

/** One environment variable of the commands. */
export type DeploySetting = {
  group: keyof typeof GROUPS
  /** In Markdown; whole sentences. */
  meaning: string
  /** The Actions that have it as a secret; none where only the commands need it. */
  of: readonly string[]
  /** `found`: nobody gives it, deploy finds it out. */
  needed: 'yes' | 'no' | 'found'
  /** What counts where it is not given. Without this and the next, that is `none`. */
  fallback?: string
  /** The same in words, where it depends on the tenant or on other settings. */
  otherwise?: string
  isSecret: boolean
  /** A value that holds; of a secret, words that follow “give”. */
  example: string
  /** Asked only of what is given. Gives the words that follow “NAME is”. */
  check: (text: string) => Problem
}

type Said = Omit<DeploySetting, 'of' | 'needed' | 'check' | 'isSecret'> & { isSecret?: boolean }

/** A secret of Actions, of which they say themselves whether it is needed and what holds. */
export function ofActions(
  name: SettingName,
  said: Said & Partial<Pick<DeploySetting, 'check'>>,
): DeploySetting {
  const { of, required, check } = SETTINGS[name]
  const goesWithout = !required || said.fallback !== undefined || said.otherwise !== undefined
  return { of, needed: goesWithout ? 'no' : 'yes', isSecret: false, check, ...said }
}

/** A secret of Actions that exists only once something was created in the tenant. */
export function foundByDeploy(name: SettingName, said: Omit<Said, 'fallback' | 'otherwise'>): DeploySetting {
  return { ...ofActions(name, said), needed: 'found' }
}

/** What no Action has, since only the commands need it. */
export function ofCommands(said: Said & Pick<DeploySetting, 'needed' | 'check'>): DeploySetting {
  return { of: [], isSecret: false, ...said }
}
