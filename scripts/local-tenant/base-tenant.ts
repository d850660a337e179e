import { exportJWK, generateKeyPair } from 'jose'
import { baseActions } from './base-tenant/foreign-action.ts'
import { baseClients } from './base-tenant/clients.ts'
import { MANAGEMENT_SCOPES } from './management/management-scopes.ts'
import { randomObjectId, randomText } from './service/random.ts'
import type { Client, Configuration, Connection, JsonObject, SigningKey, TenantState } from './state.ts'
import type { TenantConfig } from './tenant.ts'
import type { World } from './world.ts'

/**
 * A tenant as somebody might have it before phone linking: apps that sign people in with a code by email, an Action
 * of their own, and providers to send with. What is imported later must leave all of it alone.
 */
export async function baseTenant(config: TenantConfig, world: World): Promise<TenantState> {
  return {
    version: 1,
    keys: [await newSigningKey(world)],
    configuration: baseConfiguration(config, world),
    users: [],
    logs: [],
    inbox: [],
    sessions: [],
    transactions: [],
    oneTimeCodes: [],
    authorizationCodes: [],
    refreshTokens: [],
  }
}

function baseConfiguration(config: TenantConfig, world: World): Configuration {
  const clients = baseClients(world)
  const audience = `https://${config.domain}/api/v2/`
  return {
    tenantSettings: {
      friendly_name: 'Example',
      enabled_locales: ['en', 'de', 'es', 'fr'],
      flags: { enable_client_connections: false },
      // Hours. Auth0's defaults.
      session_lifetime: 168,
      idle_session_lifetime: 72,
    },
    prompts: {
      universal_login_experience: 'new',
      identifier_first: true,
      webauthn_platform_first_factor: false,
    },
    customText: {},
    partials: {},
    clients: Object.values(clients),
    clientGrants: [
      {
        id: `cgr_${randomText(world, 16)}`,
        client_id: clients.deploy.client_id,
        audience,
        scope: MANAGEMENT_SCOPES,
        subject_type: 'client',
      },
    ],
    connections: [emailConnection(world, [clients.app, clients.spa, clients.native, clients.other])],
    resourceServers: resourceServers(world, audience),
    ...baseActions(world),
    phoneProviders: [phoneProvider(config, world)],
    emailProvider: {
      name: 'smtp',
      enabled: true,
      default_from_address: 'Example <login@example.com>',
      credentials: { smtp_host: 'smtp.example.com', smtp_port: 587, smtp_user: 'login' },
      settings: {},
    },
    forms: [],
    flows: [],
    vaultConnections: [],
    other: {},
  }
}

async function newSigningKey(world: World): Promise<SigningKey> {
  // The one thing that does not come from `World`: node cannot make a key pair from given bytes.
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const [privateJwk, publicJwk] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)])
  const kid = randomText(world, 21)
  const marks = { kid, use: 'sig', alg: 'RS256' }
  return {
    kid,
    privateJwk: { ...privateJwk, ...marks },
    publicJwk: { ...publicJwk, ...marks },
  }
}

function emailConnection(world: World, clients: Client[]): Connection {
  return {
    id: `con_${randomText(world, 16)}`,
    name: 'email',
    strategy: 'email',
    options: {
      name: 'email',
      disable_signup: false,
      brute_force_protection: true,
      email: {
        from: '{{ application.name }} <login@example.com>',
        subject: 'Your code for {{ application.name }}',
        body: 'Your code is {{ code }}\n',
        syntax: 'liquid',
      },
      totp: { time_step: 180, length: 6 },
    },
    enabled_clients: clients.map(({ client_id }) => client_id),
    realms: ['email'],
    is_domain_connection: false,
  }
}

function resourceServers(world: World, managementAudience: string): Configuration['resourceServers'] {
  const defaults = { signing_alg: 'RS256', token_lifetime: 86_400, token_lifetime_for_web: 7200 }
  return [
    {
      id: randomObjectId(world),
      identifier: managementAudience,
      name: 'Auth0 Management API',
      is_system: true,
      allow_offline_access: false,
      scopes: MANAGEMENT_SCOPES.map((value) => ({ value })),
      ...defaults,
    },
    {
      id: randomObjectId(world),
      identifier: 'https://api.example.com/',
      name: 'Example API',
      is_system: false,
      allow_offline_access: true,
      skip_consent_for_verifiable_first_party_clients: true,
      scopes: [{ value: 'read:things' }, { value: 'write:things' }],
      ...defaults,
    },
  ]
}

function phoneProvider(config: TenantConfig, world: World): JsonObject {
  const now = world.clock.now().toISOString()
  return {
    id: `pro_${randomText(world, 16)}`,
    tenant: config.name,
    name: 'twilio',
    channel: 'phone',
    disabled: false,
    configuration: {
      sid: `AC${randomText(world, 32, '0123456789abcdef')}`,
      default_from: '+15005550006',
      delivery_methods: ['text'],
    },
    // Never shown again.
    credentials: { auth_token: randomText(world, 32, '0123456789abcdef') },
    created_at: now,
    updated_at: now,
  }
}
