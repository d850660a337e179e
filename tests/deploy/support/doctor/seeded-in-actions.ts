import type { Management, ManagementClient } from 'auth0'
import { mended, type SeededMistake } from './seeded-mistake.ts'

export const SEEDED_IN_ACTIONS: readonly SeededMistake[] = [
  {
    what: 'somebody has changed an Action and deployed it',
    seed: ({ management }) => changeAction(management, 'phone-gate', { code: SOMEBODYS }, 'deployed'),
    check: 'actions',
    found: 'Other code runs than was built: phone-gate.',
    ...mended,
  },
  {
    what: 'a draft is ahead of what runs',
    seed: ({ management }) => changeAction(management, 'phone-notice', { code: SOMEBODYS }, 'draft'),
    check: 'action_drafts',
    found: 'A draft that does not run: phone-notice.',
    ...{ verdict: 'warn', blocks: false, mend: 'Run npm run deploy.' },
  },
  {
    what: 'a secret is missing in what runs',
    seed: async ({ management }) => {
      const { secrets = [] } = await actionNamed(management, 'phone-challenge')
      const kept = secrets.flatMap(({ name }) =>
        name === undefined || name === 'FINGERPRINT_KEY' ? [] : [{ name }],
      )
      await changeAction(management, 'phone-challenge', { secrets: kept }, 'deployed')
    },
    check: 'action_secrets',
    found: 'phone-challenge: lacks FINGERPRINT_KEY.',
    ...mended,
  },
  {
    what: 'an Action runs on node18',
    seed: ({ management }) => changeAction(management, 'phone-prompt', { runtime: 'node18' }, 'deployed'),
    check: 'action_runtime',
    found: 'phone-prompt: node18, not node22.',
    ...mended,
  },
  {
    what: 'an Action has an npm package',
    seed: ({ management }) =>
      changeAction(
        management,
        'reauthenticate',
        { dependencies: [{ name: 'jose', version: '6.2.18' }] },
        'deployed',
      ),
    check: 'action_dependencies',
    found: 'reauthenticate: 1 npm package.',
    ...mended,
  },
]

const SOMEBODYS = 'exports.onExecutePreUserRegistration = async () => {}'

export async function actionNamed(
  management: ManagementClient,
  actionName: string,
): Promise<Management.Action> {
  for await (const action of await management.actions.list({ actionName })) return action
  throw new Error(`The tenant has no Action ${actionName}.`)
}

async function changeAction(
  management: ManagementClient,
  name: string,
  change: Management.UpdateActionRequestContent,
  end: 'draft' | 'deployed',
): Promise<void> {
  const { id = '' } = await actionNamed(management, name)
  await management.actions.update(id, change)
  if (end === 'deployed') await management.actions.deploy(id)
}
