import { findProblem } from '../../lib/read-settings.ts'
import { askedNames, neededThroughOthers } from './asked-settings.ts'
import type { Environment } from './given-text.ts'
import { textOf } from './given-text.ts'
import { problemsTogether } from './problems-together.ts'
import type { DeploySettingName } from './schema.ts'
import { DEPLOY_SETTINGS } from './schema.ts'
import { similarName } from './similar-name.ts'

/** Everything that is wrong with what is given, each as a sentence. */
export function findProblems(environment: Environment): string[] {
  const alone = problemsAlone(environment, askedNames(environment))
  return [...alone.values(), ...problemsTogether(environment, new Set(alone.keys()))]
}

/** What is wrong with each of these by itself. */
export function problemsAlone(
  environment: Environment,
  names: readonly DeploySettingName[],
): Map<DeploySettingName, string> {
  const through = neededThroughOthers(environment)
  const problems = new Map<DeploySettingName, string>()
  for (const name of names) {
    const { needed, check } = DEPLOY_SETTINGS[name]
    const setting = { required: needed === 'yes', check }
    const problem = findProblem(textOf(environment, name), setting, setting.required || through.has(name))
    if (problem === 'missing') problems.set(name, sayMissing(name, through.get(name), environment))
    else if (problem !== undefined) problems.set(name, sayWrong(name, problem))
  }
  return problems
}

function sayMissing(name: DeploySettingName, neededBy: string | undefined, environment: Environment): string {
  const similar = similarName(name, environment)
  const hint = similar === undefined ? '' : ` ${similar} is given, but there is no such setting.`
  return sayWrong(name, neededBy === undefined ? 'missing' : `missing, and ${neededBy} needs it`) + hint
}

// Threat: what stands in a wrong place may be a secret, so no value is repeated.
function sayWrong(name: DeploySettingName, problem: string): string {
  const { isSecret, example } = DEPLOY_SETTINGS[name]
  return `${name} is ${problem}. ${isSecret ? 'Give' : 'Example:'} ${example}.`
}
