import type { Action, Configuration } from '../../../scripts/local-tenant/state.ts'
import { settingsOf } from '../../../lib/settings-catalogue.ts'

const OURS = [
  'phone-gate',
  'reauthenticate',
  'phone-prompt',
  'phone-challenge',
  'phone-notice',
  'sms-provider',
]

/**
 * What is wrong with our Actions that run: those that are bound, and the one that a phone provider runs. Empty when
 * each has all of its secrets, none stands for something that does not exist yet, and every Form that it renders is
 * filled.
 */
export function problemsOfRunning(configuration: Configuration): string[] {
  const running = runningActions(configuration)
  return [
    ...running.flatMap((action) => problemsOfSecrets(action, configuration)),
    ...problemsOfForms(running, configuration),
  ]
}

function runningActions({ actions, bindings, phoneProviders }: Configuration): Action[] {
  const bound = Object.values(bindings).flatMap((list) => list.map(({ action_id }) => action_id))
  const delivers = phoneProviders.some(({ name, disabled }) => name === 'custom' && disabled !== true)
  return actions.filter(
    ({ id, name }) => OURS.includes(name) && (bound.includes(id) || (delivers && name === 'sms-provider')),
  )
}

function problemsOfSecrets(action: Action, { actionVersions }: Configuration): string[] {
  const version = actionVersions.find(({ id }) => id === action.deployed_version_id)
  const values = new Map(version?.secrets.map(({ name, value }) => [name, value]))
  return settingsOf(action.name).flatMap((name) => {
    const value = values.get(name)
    if (value === undefined) return [`${action.name} runs without ${name}`]
    return /##|@@|not-yet/.test(value) ? [`${action.name} runs with ${name} ${value}`] : []
  })
}

function problemsOfForms(running: readonly Action[], { forms }: Configuration): string[] {
  if (!running.some(({ name }) => name === 'phone-prompt' || name === 'phone-notice')) return []
  return forms.flatMap(({ name, nodes }) => {
    const isFilled = Array.isArray(nodes) && nodes.length > 0
    return typeof name === 'string' && name.startsWith('Phone Linking') && !isFilled
      ? [`the Form ${name} is empty`]
      : []
  })
}
