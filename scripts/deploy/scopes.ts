import { DOCTOR_SCOPES } from '../doctor/scopes.ts'

/** What the deploying application must be granted at the Management API: all that a deploy uses, and no more. */
export const DEPLOY_SCOPES: readonly string[] = [
  ...DOCTOR_SCOPES,
  'create:actions',
  'update:actions',
  'update:attack_protection',
  'create:client_grants',
  'update:client_grants',
  'create:clients',
  'update:clients',
  'create:connections',
  'update:connections',
  'create:flows',
  'update:flows',
  // deploy-cli reads vault connections before it writes flows; ours use none.
  'read:flows_vault_connections',
  'create:forms',
  'update:forms',
  'create:phone_providers',
  'update:phone_providers',
  'create:phone_templates',
  'update:phone_templates',
]

/** To take all of it back. */
export const UNDEPLOY_SCOPES: readonly string[] = [
  ...DOCTOR_SCOPES,
  'update:actions',
  'delete:actions',
  'update:attack_protection',
  'update:clients',
  'delete:clients',
  'update:connections',
  'delete:connections',
  'delete:flows',
  'delete:forms',
  'update:phone_providers',
  'delete:phone_providers',
  'delete:phone_templates',
]

/** To run earlier versions again. `create:actions` is the scope of deploying a version. */
export const ROLLBACK_SCOPES: readonly string[] = [...DOCTOR_SCOPES, 'create:actions', 'update:actions']
