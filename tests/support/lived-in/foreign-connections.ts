import type { Management, ManagementClient } from 'auth0'

type NewConnection = Management.CreateConnectionRequestContent
type ForeignConnection = { connection: NewConnection; clients: string[] }

/** Has options that ours would choose otherwise, and is open to two applications of others. */
const SMS: ForeignConnection = {
  connection: {
    ...{ name: 'sms', strategy: 'sms' },
    options: {
      ...{ name: 'sms', disable_signup: true, brute_force_protection: true, provider: 'twilio' },
      ...{ syntax: 'liquid', template: '{{ code }} opens the door of {{ application.name }}.' },
      ...{ twilio_sid: 'AC00000000000000000000000000000001', twilio_token: 'a token of theirs' },
      ...{ from: '+15005550006', totp: { time_step: 300, length: 8 } },
    },
  },
  clients: ['Intranet', 'Phone App'],
}

const OTHERS: ForeignConnection[] = [
  {
    connection: {
      ...{ name: 'Username-Password-Authentication', strategy: 'auth0' },
      options: {
        ...{ disable_signup: true, brute_force_protection: false, requires_username: true },
        ...{ passwordPolicy: 'excellent', password_history: { enable: true, size: 7 } },
        password_dictionary: { enable: true, dictionary: ['acme', 'ünsafe'] },
      },
    },
    clients: ['Intranet', 'Support & Billing', 'Chat'],
  },
  {
    connection: {
      ...{ name: 'google-oauth2', strategy: 'google-oauth2' },
      options: {
        ...{ client_id: 'them.apps.googleusercontent.com', client_secret: 'their secret' },
        ...{ email: true, profile: true, scope: ['email', 'profile'] },
      },
    },
    clients: ['Chat', 'Map'],
  },
  {
    connection: {
      ...{ name: 'acme-oidc', strategy: 'oidc', display_name: 'Acme “SSO”', show_as_button: true },
      options: {
        ...{ type: 'back_channel', issuer: 'https://login.acme.example', client_id: 'acme' },
        ...{ client_secret: 'acme secret', scope: 'openid email' },
        authorization_endpoint: 'https://login.acme.example/authorize',
        token_endpoint: 'https://login.acme.example/token',
        jwks_uri: 'https://login.acme.example/jwks.json',
      },
    },
    clients: ['Partner: Portal'],
  },
  {
    connection: {
      ...{ name: 'contoso', strategy: 'waad', metadata: { contract: '2031-01', note: 'ask Ms. Ö' } },
      options: {
        ...{ tenant_domain: 'contoso.onmicrosoft.com', client_id: 'contoso', client_secret: 'their secret' },
        ...{ identity_api: 'microsoft-identity-platform-v2.0', domain_aliases: ['contoso.example'] },
      },
    },
    clients: ['Intranet'],
  },
  {
    connection: {
      ...{ name: 'saml-partner', strategy: 'samlp' },
      options: {
        ...{ signInEndpoint: 'https://idp.example/sso', signingCert: 'bm90IGEgY2VydGlmaWNhdGU=' },
        ...{ signSAMLRequest: true, signatureAlgorithm: 'rsa-sha256', digestAlgorithm: 'sha256' },
      },
    },
    clients: [],
  },
] as ForeignConnection[]

export async function addConnections(
  management: ManagementClient,
  clientIds: Map<string, string[]>,
  sms: 'present' | 'absent',
): Promise<void> {
  for (const { connection, clients } of sms === 'present' ? [SMS, ...OTHERS] : OTHERS) {
    const { id = '' } = await management.connections.create(connection)
    await openTo(management, id, clients, clientIds)
  }
  for await (const { id = '' } of await management.connections.list({ name: 'email' }))
    await openTo(management, id, [...WITH_EMAIL], clientIds)
}

/** Whose people log in by a code by email: all of both that share a name. */
const WITH_EMAIL = ['Shop', 'Intranet', 'Café Ñandú ☕', 'Board', 'Phone App', `O'Brien's "Books"`]

async function openTo(
  management: ManagementClient,
  connection: string,
  clients: string[],
  clientIds: Map<string, string[]>,
): Promise<void> {
  const ids = clients.flatMap((name) => clientIds.get(name) ?? [])
  if (ids.length === 0) return
  await management.connections.clients.update(
    connection,
    ids.map((client_id) => ({ client_id, status: true })),
  )
}
