import type { ManagementClient } from 'auth0'

/**
 * Lets an application take part in phone linking, as `npm run deploy` does for those that `APP_CLIENTS` names: marked
 * in its metadata, and with both ways to sign in.
 *
 * @param way `otp` for applications that ask for codes themselves, too
 */
export async function enableClient(
  management: ManagementClient,
  clientId: string,
  way: 'browser' | 'otp',
): Promise<void> {
  const metadata = way === 'otp' ? { phone_link: 'on', phone_link_otp: 'on' } : { phone_link: 'on' }
  await management.clients.update(clientId, { client_metadata: metadata })
  for (const name of ['email', 'sms']) {
    const { data } = await management.connections.list({ name })
    for (const { id } of data) {
      await management.connections.clients.update(id ?? '', [{ client_id: clientId, status: true }])
    }
  }
}
