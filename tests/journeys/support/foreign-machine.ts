import { decodeJwt } from 'jose'
import type { Client } from '../../../scripts/local-tenant/state.ts'
import { ORDERS_API } from '../../support/lived-in/foreign-settings.ts'
import type { Stage } from './stage.ts'

/** A machine gets a token for the API that others have granted to it, and no more than was granted. */
export async function askForMachineTokens(stage: Stage, client: Client): Promise<void> {
  const granted = await askToken(stage, client, {})
  expect(granted.status).toBe(200)
  expect(decodeJwt(granted.body['access_token'] ?? '')).toMatchObject({
    ...{ sub: `${client.client_id}@clients`, aud: ORDERS_API, scope: 'read:orders' },
  })
  const more = await askToken(stage, client, { scope: 'write:orders' })
  expect(more).toMatchObject({ status: 403, body: { error: 'access_denied' } })
}

async function askToken(
  stage: Stage,
  { client_id, client_secret }: Client,
  more: Record<string, string>,
): Promise<{ status: number; body: Record<string, string> }> {
  const answer = await stage.fetch(`${stage.origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id, client_secret, audience: ORDERS_API },
      ...more,
    }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, string> }
}
