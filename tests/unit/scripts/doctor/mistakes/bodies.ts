import type { JsonObject } from '../../../../../scripts/local-tenant/json.ts'
import { named, DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

const flowNode = (id: string): JsonObject[] => [{ id: 'n1', config: { flow_id: id } }]

export const BODIES: readonly Mistake[] = [
  [
    'a Form missing',
    ({ tenant }) => void tenant.forms.shift(),
    'forms',
    'fail',
    'Missing: Phone Linking Offer.',
    DEPLOY,
  ],
  [
    'a Form that says something else',
    ({ tenant }) => (named(tenant.forms, 'Phone Linking Notice').body['start'] = { next_node: 'x' }),
    'forms',
    'fail',
    'Changed since they were built: Phone Linking Notice.',
    DEPLOY,
  ],
  [
    'a Form that runs another flow',
    ({ tenant }) => (named(tenant.forms, 'Phone Linking Offer').body['nodes'] = flowNode('af_other')),
    'forms',
    'fail',
    'Changed since they were built: Phone Linking Offer.',
    DEPLOY,
  ],
  [
    'a flow that does something else',
    ({ tenant }) => (named(tenant.flows, 'Phone Linking Notify').body['start'] = {}),
    'flows',
    'fail',
    'Changed since they were built: Phone Linking Notify.',
    DEPLOY,
  ],
]
