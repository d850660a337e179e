import type { DeploySettingName } from './schema.ts'
import { DEPLOY_SETTINGS } from './schema.ts'

/** As `process.env` is. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What stands there, without the spaces around it. CI systems leave what is not set empty. */
export function textOf(environment: Environment, name: DeploySettingName): string {
  return environment[name]?.trim() ?? ''
}

/** Undefined where it is not given; `none` is as good as that, unless it is needed and so says something. */
export function givenText(environment: Environment, name: DeploySettingName): string | undefined {
  const text = textOf(environment, name)
  const isUnset = text === '' || (text === 'none' && DEPLOY_SETTINGS[name].needed !== 'yes')
  return isUnset ? undefined : text
}
