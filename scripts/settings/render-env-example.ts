import { DEPLOY_SETTINGS, GIVEN_NAMES } from './schema.ts'
import type { DeploySettingName } from './schema.ts'
import { GROUPS } from './setting.ts'

const WIDTH = 100

const HEAD =
  'What `npm run deploy` and the commands beside it have to know. Copy this file to .env, which git ignores, and fill it in; the same variables in the environment of a command come before it. Made by `npm run docs` from scripts/settings.'

/** The text of `.env.example`: what is needed stands empty, the rest is commented out with its default. */
export function renderEnvExample(): string {
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const names = GIVEN_NAMES.filter((name) => DEPLOY_SETTINGS[name].group === group)
    return [`# --- ${title} ---`, ...names.map(renderSetting)].join('\n\n')
  })
  return `${[comment(HEAD), ...groups].join('\n\n')}\n`
}

function renderSetting(name: DeploySettingName): string {
  const { meaning, needed, fallback, otherwise, isSecret, example } = DEPLOY_SETTINGS[name]
  const lines = [comment(meaning)]
  if (otherwise !== undefined) lines.push(comment(`If not set: ${otherwise}.`))
  if (fallback === undefined) lines.push(comment(isSecret ? `Give ${example}.` : `Example: ${example}`))
  const preset = needed === 'yes' || otherwise !== undefined ? '' : (fallback ?? 'none')
  return [...lines, `${needed === 'yes' ? '' : '#'}${name}=${preset}`].join('\n')
}

/** Lines of comment, broken between words. */
function comment(text: string): string {
  const lines = ['#']
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`
    if (line.length > WIDTH) lines.push(`# ${word}`)
    else lines[lines.length - 1] = line
  }
  return lines.join('\n')
}
