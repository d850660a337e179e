import type { ManagementClient } from 'auth0'
import { mended, type SeededMistake } from './seeded-mistake.ts'

export const SEEDED_IN_BINDINGS: readonly SeededMistake[] = [
  {
    what: 'an Action is unbound',
    seed: ({ management }) =>
      bind(management, 'reauthenticate', 'phone-challenge', 'phone-notice', 'greeting'),
    check: 'bindings',
    found: 'Not bound to post-login: phone-prompt.',
    ...mended,
  },
  {
    what: 'somebody’s Action is bound before ours',
    seed: ({ management }) => bind(management, 'greeting', ...OURS),
    check: 'bindings',
    found: 'Before ours on post-login: greeting.',
    ...mended,
  },
  {
    what: 'two of ours have changed places',
    seed: ({ management }) =>
      bind(management, 'phone-prompt', 'reauthenticate', 'phone-challenge', 'phone-notice', 'greeting'),
    check: 'bindings',
    found: 'Out of order on post-login: phone-prompt, reauthenticate, phone-challenge, phone-notice.',
    ...mended,
  },
  {
    what: 'one of ours is bound twice',
    seed: ({ management }) => bind(management, ...OURS, 'phone-notice', 'greeting'),
    check: 'bindings',
    found: 'Bound twice to post-login: phone-notice.',
    ...mended,
  },
]

const OURS = ['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice']

/** Binds these to post-login, in this order, and no others. */
async function bind(management: ManagementClient, ...names: string[]): Promise<void> {
  await management.actions.triggers.bindings.updateMany('post-login', {
    bindings: names.map((name) => ({ ref: { type: 'action_name', value: name }, display_name: name })),
  })
}
