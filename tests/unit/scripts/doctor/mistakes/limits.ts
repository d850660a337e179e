import { action, binding } from '../healthy-tenant.ts'
import { many } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

export const LIMITS: readonly Mistake[] = [
  [
    'too many deployed Actions',
    ({ tenant }) => tenant.actions.push(...many(95, (i) => action(`other-${i}`, 'credentials-exchange'))),
    'plan_limits',
    'fail, blocks',
    'With ours there would be 102 deployed Actions; Auth0 takes 100.',
    'Unbind or delete',
  ],
  [
    'too many bound to a trigger',
    ({ tenant }) => tenant.bindings['post-login']?.push(...many(16, (i) => binding(`other-${i}`))),
    'plan_limits',
    'fail, blocks',
    'With ours there would be 21 Actions bound to post-login; Auth0 takes 20.',
    'Unbind or delete',
  ],
  [
    'too many Forms',
    ({ wanted }) => (wanted.counted.forms = 501),
    'plan_limits',
    'fail, blocks',
    'With ours there would be 501 Forms; Auth0 takes 500.',
    'Unbind or delete',
  ],
  [
    'too many flows',
    ({ wanted }) => (wanted.counted.flows = 501),
    'plan_limits',
    'fail, blocks',
    'With ours there would be 501 flows; Auth0 takes 500.',
    'Unbind or delete',
  ],
]
