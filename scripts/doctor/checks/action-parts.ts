import type { PresentAction, PresentTenant } from '../../deploy/present-tenant.ts'
import type { TenantFile } from '../../deploy/tenant-file.ts'
import type { Expected } from '../expected.ts'
import { DEPLOY, failFor, type Check, type Seen } from '../finding.ts'
import { nameList } from '../name-list.ts'

// `actions` tells of an Action that is not there; here it is no problem.

export const ACTION_RUNTIME: Check = {
  check: 'action_runtime',
  title: 'Runtime of Actions',
  meaning: 'What runs of every Action, and its draft, has the runtime that it was built for.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) =>
    seenOfEach(tenant, wanted, 'As built for.', ({ runtime, deployed }, entry) => {
      const built = String(entry['runtime'])
      const others = [deployed?.runtime ?? built, runtime].filter((each) => each !== built)
      return others.length === 0 ? undefined : `${[...new Set(others)].join(', ')}, not ${built}`
    }),
}

export const ACTION_DEPENDENCIES: Check = {
  check: 'action_dependencies',
  title: 'Dependencies of Actions',
  meaning: 'No Action has npm dependencies: everything is in its own code.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) =>
    seenOfEach(tenant, wanted, 'None.', ({ dependencies }) =>
      dependencies === 0 ? undefined : `${dependencies} npm ${dependencies === 1 ? 'package' : 'packages'}`,
    ),
}

export const ACTION_SECRETS: Check = {
  check: 'action_secrets',
  title: 'Secrets of Actions',
  meaning: 'What runs of every Action has all secrets that it reads, by name. Values are never shown.',
  blocks: false,
  mend: DEPLOY,
  look: (tenant, wanted) =>
    seenOfEach(tenant, wanted, 'All are there.', ({ deployed }, entry) => {
      const secrets = (entry['secrets'] ?? []) as { name: string }[]
      const missing = secrets
        .map(({ name }) => name)
        .filter((name) => deployed?.secretNames.includes(name) === false)
      return missing.length === 0 ? undefined : `lacks ${nameList(missing)}`
    }),
}

type Entry = NonNullable<TenantFile['actions']>[number]

/** @param problemOf what is wrong with one Action, to be read after its name */
function seenOfEach(
  tenant: PresentTenant,
  wanted: Expected,
  fine: string,
  problemOf: (action: PresentAction, entry: Entry) => string | undefined,
): readonly Seen[] {
  const problems = (wanted.file.actions ?? []).flatMap((entry) => {
    const action = tenant.actions.find(({ name }) => name === entry.name)
    const problem = action && problemOf(action, entry)
    return problem === undefined ? [] : [`${entry.name}: ${problem}.`]
  })
  return failFor(problems, fine)
}
