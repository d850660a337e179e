import type { ManagementClient } from 'auth0'

/** What a tenant has once, other than on its first day. */
export async function changeSettings(management: ManagementClient): Promise<void> {
  await management.tenants.settings.update({
    ...{ friendly_name: 'Others & Söhne', support_email: 'help@others.example', session_lifetime: 100 },
    enabled_locales: ['en', 'de', 'es', 'fr'],
  })
  for (const [language, title] of [
    ['en', 'Welcome back, "friend"'],
    ['de', 'Schön, dass Sie da sind'],
    ['fr', 'Bienvenue à tous'],
  ] as const)
    await management.prompts.customText.set('login-id', language, { 'login-id': { title } })
  await management.prompts.customText.set('login-passwordless', 'en', {
    'login-passwordless-sms-otp': { title: 'Their words above a code' },
  })
  await management.prompts.partials.set('login-id', {
    'login-id': { 'form-content-start': '<div class="theirs">Hello</div>' },
  })
  await management.branding.phone.templates.create({
    ...{ type: 'otp_enroll', disabled: false },
    content: { syntax: 'liquid', body: { text: 'Theirs: {{ code }}', voice: 'Say {{ code }}' } },
  })
  await changeAttackProtection(management)
}

async function changeAttackProtection({ attackProtection }: ManagementClient): Promise<void> {
  await attackProtection.bruteForceProtection.update({
    ...{ enabled: true, shields: ['block'], mode: 'count_per_identifier', max_attempts: 7 },
    allowlist: ['203.0.113.7'],
  })
  await attackProtection.suspiciousIpThrottling.update({
    ...{ enabled: true, shields: ['admin_notification'], allowlist: ['203.0.113.0/24'] },
    stage: { 'pre-login': { max_attempts: 60, rate: 900_000 } },
  })
  await attackProtection.botDetection.update({
    ...{ bot_detection_level: 'high', challenge_password_policy: 'when_risky' },
  })
  await attackProtection.breachedPasswordDetection.update({ enabled: true, shields: ['user_notification'] })
}

/** An API of others, and two machines that may use what others have: that API, and the Management API. */
export async function addGrants(
  management: ManagementClient,
  managementAudience: string,
  clientIds: Map<string, string[]>,
): Promise<void> {
  await management.resourceServers.create({
    ...{ identifier: ORDERS_API, name: 'Orders', token_lifetime: 3600, allow_offline_access: true },
    scopes: [{ value: 'read:orders', description: 'See them' }, { value: 'write:orders' }],
  })
  const idOf = (name: string) => clientIds.get(name)?.[0] ?? ''
  await management.clientGrants.create({
    ...{ client_id: idOf('Orders Job'), audience: ORDERS_API, scope: ['read:orders'] },
  })
  await management.clientGrants.create({
    ...{ client_id: idOf('CRM Sync'), audience: managementAudience },
    scope: ['read:users', 'update:users'],
  })
}

export const ORDERS_API = 'https://orders.example.com/'
