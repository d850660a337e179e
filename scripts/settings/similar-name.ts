import leven from 'leven'

import type { Environment } from './given-text.ts'
import type { DeploySettingName } from './schema.ts'
import { DEPLOY_SETTINGS } from './schema.ts'

/** Letters by which a mistyped name may differ; and below so many, everything is similar: BRAND and BRANCH. */
const DISTANCE = 2
const SHORTEST = 8

/** A variable that may have been meant for one that is missing. */
export function similarName(missing: DeploySettingName, environment: Environment): string | undefined {
  if (missing.length < SHORTEST) return undefined
  return Object.keys(environment).find(
    (name) => !Object.hasOwn(DEPLOY_SETTINGS, name) && leven(name, missing) <= DISTANCE,
  )
}
