import type { PresentAction, PresentTenant } from '../../deploy/present-tenant.ts'
import type { TenantFile } from '../../deploy/tenant-file.ts'
import { DEPLOY, failFor, NOT_KNOWN, pass, warn, type Check } from '../finding.ts'
import { about, nameList } from '../name-list.ts'

export const ACTIONS: Check = {
  check: 'actions',
  title: 'Actions at our version',
  meaning: 'Every Action is there, deployed, and runs the code that was built.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, { file, codes }) => {
    if (codes === undefined) return NOT_KNOWN
    const names = ourNames(file)
    const there = oursOf(tenant, file)
    return failFor(
      [
        ...about(without(names, there), (list) => `Missing: ${list}.`),
        ...about(
          namesOf(there, ({ deployed }) => deployed === undefined),
          (list) => `Never deployed: ${list}.`,
        ),
        ...about(
          namesOf(there, ({ name, deployed }) => deployed !== undefined && deployed.code !== codes.get(name)),
          (list) => `Other code runs than was built: ${list}.`,
        ),
      ],
      `${nameList(names)}.`,
    )
  },
}

/** A warning: what runs is ours, and so it is after a rollback. But the next press of “Deploy” would change that. */
export const ACTION_DRAFTS: Check = {
  check: 'action_drafts',
  title: 'Drafts of Actions',
  meaning:
    'No Action has a draft that differs from what runs: whoever presses “Deploy” in the dashboard would put it live.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, { file }) => {
    const ahead = namesOf(
      oursOf(tenant, file),
      ({ deployed, allDeployed }) => deployed !== undefined && !allDeployed,
    )
    if (ahead.length > 0) return warn(`A draft that does not run: ${nameList(ahead)}.`)
    return pass('None differs from what runs.')
  },
}

const ourNames = ({ actions = [] }: TenantFile): string[] => actions.map(({ name }) => name)

/** Those of ours that are there. */
const oursOf = ({ actions }: PresentTenant, file: TenantFile): PresentAction[] =>
  ourNames(file).flatMap((name) => actions.find((action) => action.name === name) ?? [])

const namesOf = (actions: readonly PresentAction[], isMeant: (action: PresentAction) => boolean): string[] =>
  actions.filter(isMeant).map(({ name }) => name)

const without = (names: readonly string[], there: readonly PresentAction[]): string[] =>
  names.filter((each) => !there.some(({ name }) => name === each))
