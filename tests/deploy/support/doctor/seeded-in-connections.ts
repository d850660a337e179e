import type { Management, ManagementClient } from 'auth0'
import type { DoctorStage } from './doctor-stage.ts'
import { byHand, mended, type SeededMistake } from './seeded-mistake.ts'

/** Of connections and apps. */
export const SEEDED_IN_CONNECTIONS: readonly SeededMistake[] = [
  {
    what: 'sign-up by sms is off',
    seed: async ({ management }) => {
      const { id, options } = await connectionOf(management, 'sms')
      await management.connections.update(id, { options: { ...options, disable_signup: true } })
    },
    check: 'sms_connection',
    found: 'Sign-up is off',
    ...mended,
  },
  {
    what: 'the sms connection is not enabled for the app',
    seed: (stage) => close(stage, 'sms', 'Demo App'),
    check: 'sms_connection',
    found: 'Not enabled for: Demo App.',
    ...mended,
  },
  {
    what: 'the sms connection sends by a gateway of its own',
    seed: async ({ management }) => {
      const { id, options } = await connectionOf(management, 'sms')
      const gateway = { provider: 'sms_gateway', gateway_url: 'https://sms.example.com' }
      await management.connections.update(id, { options: { ...options, ...gateway } })
    },
    check: 'sms_connection_shape',
    found: 'a gateway of its own',
    ...byHand('Use Tenant-level Messaging Provider'),
  },
  {
    what: 'the email connection is not enabled for the companion',
    seed: (stage) => close(stage, 'email', 'Phone Linking Companion'),
    check: 'email_connection_companion',
    found: 'Not enabled for the companion.',
    ...mended,
  },
  {
    what: 'the email connection is not enabled for the app',
    seed: (stage) => close(stage, 'email', 'Demo App'),
    check: 'email_connection',
    found: 'Not enabled for: Demo App.',
    ...byHand('Passwordless → Email → Applications'),
  },
  {
    what: 'the app has lost its mark',
    seed: async ({ management, clientId }) =>
      management.clients.update(await clientId('Demo App'), { client_metadata: { phone_link: null } }),
    check: 'app_marks',
    found: 'Not marked: Demo App.',
    ...mended,
  },
  {
    what: 'two applications have the app’s name',
    seed: ({ management }) => management.clients.create({ name: 'Demo App' }),
    check: 'apps',
    found: 'The tenant has 2 applications named “Demo App”',
    ...byHand('Say in APP_CLIENTS'),
  },
]

async function connectionOf(
  management: ManagementClient,
  name: string,
): Promise<{ id: string; options: Management.ConnectionPropertiesOptions }> {
  for await (const { id, options } of await management.connections.list({ name })) {
    if (id !== undefined) return { id, options: options ?? {} }
  }
  throw new Error(`The tenant has no connection ${name}.`)
}

async function close({ management, clientId }: DoctorStage, name: string, client: string): Promise<void> {
  const { id } = await connectionOf(management, name)
  await management.connections.clients.update(id, [{ client_id: await clientId(client), status: false }])
}
