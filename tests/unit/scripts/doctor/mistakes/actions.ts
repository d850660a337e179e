import { ofAction, running, without, DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

export const ACTIONS: readonly Mistake[] = [
  [
    'other code running',
    (of) => (running(of, 'phone-gate').code = '// somebody’s'),
    'actions',
    'fail',
    'Other code runs than was built: phone-gate.',
    DEPLOY,
  ],
  [
    'one never deployed',
    (of) => (ofAction(of, 'sms-provider').deployed = undefined),
    'actions',
    'fail',
    'Never deployed: sms-provider.',
    DEPLOY,
  ],
  [
    'one missing',
    (of) => (of.tenant.actions = without(of.tenant.actions, ofAction(of, 'sms-provider'))),
    'actions',
    'fail',
    'Missing: sms-provider.',
    DEPLOY,
  ],
  [
    'a draft ahead of what runs',
    (of) => (ofAction(of, 'phone-notice').allDeployed = false),
    'action_drafts',
    'warn',
    'A draft that does not run: phone-notice.',
    DEPLOY,
  ],
  [
    'an old runtime running',
    (of) => (running(of, 'phone-challenge').runtime = 'node18'),
    'action_runtime',
    'fail',
    'phone-challenge: node18, not node22.',
    DEPLOY,
  ],
  [
    'an old runtime in the draft',
    (of) => (ofAction(of, 'phone-challenge').runtime = 'node16'),
    'action_runtime',
    'fail',
    'phone-challenge: node16, not node22.',
    DEPLOY,
  ],
  [
    'an npm package',
    (of) => (ofAction(of, 'phone-prompt').dependencies = 1),
    'action_dependencies',
    'fail',
    'phone-prompt: 1 npm package.',
    DEPLOY,
  ],
  [
    'secrets missing in what runs, though the draft has them',
    (of) => {
      const { secretNames } = running(of, 'phone-notice')
      running(of, 'phone-notice').secretNames = without(secretNames, 'APP_NAME', 'HELP_URL')
    },
    'action_secrets',
    'fail',
    'phone-notice: lacks APP_NAME, HELP_URL.',
    DEPLOY,
  ],
]
