import { issueRefreshToken } from '../../../scripts/local-tenant/service/refresh-tokens.ts'
import { SECRET } from '../oidc/support/small-tenant.ts'
import { askToken, exchange, logInByEmail, useStage } from '../oidc/support/stage.ts'

const stage = useStage()

const refresh = (refresh_token: string) =>
  askToken(stage, { grant_type: 'refresh_token', client_id: 'app', client_secret: SECRET, refresh_token })

test('somebody has two hundred refresh tokens of an app, and the oldest goes for one more', async () => {
  const scope = { scope: 'openid offline_access' }
  const { body } = await exchange(stage, await logInByEmail(stage, stage.browser(), undefined, scope))
  const first = body['refresh_token'] ?? ''
  const [granted] = stage.tenant.state.refreshTokens
  if (granted === undefined) throw new Error('No refresh token has been given')
  // Another person's, and those of another app, take no room.
  issueRefreshToken(stage.tenant, { ...granted, user_id: 'email|other' })
  issueRefreshToken(stage.tenant, { ...granted, client_id: 'other' })
  for (let count = 1; count < 200; count += 1) issueRefreshToken(stage.tenant, granted)
  const usable = () => stage.tenant.state.refreshTokens.filter(({ spent }) => !spent).length
  expect([usable(), (await refresh(first)).status]).toEqual([202, 200])
  issueRefreshToken(stage.tenant, granted)
  expect([usable(), (await refresh(first)).body.error]).toEqual([202, 'invalid_grant'])
})
