const ACTIONS = ['create', 'read', 'update', 'delete']

const everything = (resource: string) => ACTIONS.map((action) => `${action}:${resource}`)

/** The scopes of the Management API that this tenant knows; a token or client grant cannot carry others. */
export const MANAGEMENT_SCOPES: string[] = [
  ...[
    'actions',
    'authentication_methods',
    'client_credentials',
    'client_grants',
    'clients',
    'connections',
    'custom_domains',
    'directory_provisionings',
    'email_provider',
    'flows',
    'flows_vault_connections',
    'forms',
    'organization_connections',
    'organizations',
    'phone_providers',
    'phone_templates',
    'resource_servers',
    'users',
  ].flatMap(everything),
  ...['read', 'update', 'delete'].flatMap((action) =>
    ['branding', 'refresh_tokens', 'sessions'].map((resource) => `${action}:${resource}`),
  ),
  ...['prompts', 'tenant_settings', 'client_keys', 'guardian_factors', 'attack_protection'].flatMap(
    (resource) => [`read:${resource}`, `update:${resource}`],
  ),
  // Of what can be read here, but not made.
  ...[
    'connection_profiles',
    'email_templates',
    'event_streams',
    'hooks',
    'log_streams',
    'mfa_policies',
    'network_acls',
    'organization_client_grants',
    'organization_discovery_domains',
    'organizations_summary',
    'roles',
    'rules',
    'rules_configs',
    'scim_config',
    'self_service_profiles',
    'token_exchange_profiles',
    'user_attribute_profiles',
  ].map((resource) => `read:${resource}`),
  'read:client_summary',
  ...['create', 'read', 'delete'].map((action) => `${action}:organization_members`),
  'read:grants',
  'delete:grants',
  'read:logs',
  'read:logs_users',
  'read:user_idp_tokens',
  'update:users_app_metadata',
].sort()
