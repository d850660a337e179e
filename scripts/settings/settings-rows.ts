import type { DeploySetting } from './setting.ts'
import { DEPLOY_SETTING_NAMES, DEPLOY_SETTINGS, CI_NAMES } from './schema.ts'

const NEEDED = { yes: 'yes', no: 'no', found: 'deploy finds it out' } as const

/** The rows of README's table of settings, head first. */
export function settingsRows(): string[][] {
  return [
    ['Setting', 'Actions', 'Needed', 'Default', 'What it is'],
    ...DEPLOY_SETTING_NAMES.map((name) => {
      const setting = DEPLOY_SETTINGS[name]
      const actions = setting.of.map((action) => `\`${action}\``).join(', ')
      return [`\`${name}\``, actions, NEEDED[setting.needed], defaultInWords(setting), setting.meaning]
    }),
  ]
}

/** Where a workflow has what is given from, head first: what is secret, and what everybody with access may read. */
export function ciRows(): string[][] {
  return [
    ['Setting', 'In GitHub', 'Needed'],
    ...CI_NAMES.map((name) => {
      const { isSecret, needed } = DEPLOY_SETTINGS[name]
      return [`\`${name}\``, isSecret ? 'secret' : 'variable', NEEDED[needed]]
    }),
  ]
}

function defaultInWords({ needed, fallback, otherwise }: DeploySetting): string {
  if (needed !== 'no') return ''
  return otherwise ?? `\`${fallback ?? 'none'}\``
}
