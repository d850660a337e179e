/**
 * What the application that looks must be granted at the Management API. Nothing here can change anything;
 * `read:client_keys` shows the secrets of applications, as those who deploy need it.
 */
export const DOCTOR_SCOPES: readonly string[] = [
  'read:actions',
  'read:attack_protection',
  'read:client_grants',
  'read:client_keys',
  'read:clients',
  'read:connections',
  'read:custom_domains',
  'read:email_provider',
  'read:flows',
  'read:forms',
  'read:phone_providers',
  'read:phone_templates',
  'read:prompts',
  'read:tenant_settings',
  'read:users',
]
