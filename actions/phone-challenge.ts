import type { PostLoginApi } from '../lib/adapters/post-login-api.ts'
import { performEffects } from '../lib/adapters/post-login-api.ts'
import { numberPolicy } from '../lib/adapters/known-countries.ts'
import { challengeEdge } from '../lib/adapters/post-login-edge.ts'
import type { PostLoginEvent } from '../lib/adapters/post-login-event.ts'
import * as read from '../lib/adapters/post-login-event.ts'
import { connectChallenge } from '../lib/connect.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { begin } from '../lib/flows/begin.ts'
import { finish } from '../lib/flows/finish.ts'
import { parseSettings } from '../lib/settings.ts'

const action = 'phone-challenge'

export const onExecutePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(challengeEdge(action, event, api), async () => {
    const settings = parseSettings(event.secrets)
    const request = {
      login: read.readLogin(event, settings),
      setting: read.readInnerLoginSetting(event, settings),
      reached: read.readReachedAccount(event),
      audit: read.readAuditRecord(event),
    }
    const here = { host: read.readHost(event), platformCache: api.cache }
    performEffects({ action }, await begin(request, connectChallenge(here, settings)), api)
  })
}

export const onContinuePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(challengeEdge(action, event, api), async () => {
    const settings = parseSettings(event.secrets)
    const [login, answer] = [read.readLogin(event, settings), read.readContinueAnswer(event)]
    const ticket = read.readTicket(event, 'phone')
    const numbers = numberPolicy(settings)
    const request = { login, answer, ticket, audit: read.readAuditRecord(event), numbers }
    const here = { host: read.readHost(event), platformCache: api.cache }
    performEffects({ action }, await finish(request, connectChallenge(here, settings)), api)
  })
}
