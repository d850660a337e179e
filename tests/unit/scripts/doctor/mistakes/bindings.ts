import { binding } from '../healthy-tenant.ts'
import { DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

const bound = (...names: string[]) => names.map(binding)

export const BINDINGS: readonly Mistake[] = [
  [
    'one unbound',
    ({ tenant }) =>
      (tenant.bindings['post-login'] = bound('reauthenticate', 'phone-challenge', 'phone-notice')),
    'bindings',
    'fail',
    'Not bound to post-login: phone-prompt.',
    DEPLOY,
  ],
  [
    'the gate unbound',
    ({ tenant }) => (tenant.bindings['pre-user-registration'] = []),
    'bindings',
    'fail',
    'Not bound to pre-user-registration: phone-gate.',
    DEPLOY,
  ],
  [
    'somebody’s before ours',
    ({ tenant }) =>
      (tenant.bindings['post-login'] = bound(
        ...['greeting', 'reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice'],
      )),
    'bindings',
    'fail',
    'Before ours on post-login: greeting.',
    DEPLOY,
  ],
  [
    'somebody’s between ours',
    ({ tenant }) =>
      (tenant.bindings['post-login'] = bound(
        ...['reauthenticate', 'phone-prompt', 'phone-challenge', 'greeting', 'phone-notice'],
      )),
    'bindings',
    'fail',
    'Before ours on post-login: greeting.',
    DEPLOY,
  ],
  [
    'two of ours swapped',
    ({ tenant }) =>
      (tenant.bindings['post-login'] = bound(
        ...['phone-prompt', 'reauthenticate', 'phone-challenge', 'phone-notice', 'greeting'],
      )),
    'bindings',
    'fail',
    'Out of order on post-login: phone-prompt, reauthenticate, phone-challenge, phone-notice.',
    DEPLOY,
  ],
  [
    'one bound twice',
    ({ tenant }) => tenant.bindings['post-login']?.push(binding('phone-notice')),
    'bindings',
    'fail',
    'Bound twice to post-login: phone-notice. Before ours on post-login: greeting.',
    DEPLOY,
  ],
]
