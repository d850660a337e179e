import { numberPolicy } from '../lib/adapters/known-countries.ts'
import * as challenge from '../lib/adapters/challenge-event.ts'
import type { PostLoginApi } from '../lib/adapters/post-login-api.ts'
import { performEffects } from '../lib/adapters/post-login-api.ts'
import { challengeEdge } from '../lib/adapters/post-login-edge.ts'
import type { PostLoginEvent } from '../lib/adapters/post-login-event.ts'
import * as read from '../lib/adapters/post-login-event.ts'
import { connectChallenge } from '../lib/connect.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { beginOrLink } from '../lib/flows/begin-or-link.ts'
import { finish } from '../lib/flows/finish.ts'
import type { Settings } from '../lib/settings.ts'
import { parseSettings } from '../lib/settings.ts'

const action = 'phone-challenge'

const connect = (event: PostLoginEvent, api: PostLoginApi, settings: Settings) =>
  connectChallenge({ ...read.readPlace(event), platformCache: api.cache }, settings, (user) =>
    challenge.readPrimary(event, user, settings),
  )

export const onExecutePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(challengeEdge(action, event, api), async () => {
    const settings = parseSettings(event.secrets)
    const setting = read.readInnerLoginSetting(event, settings)
    const request = { ...challenge.readRequest(event, settings), setting, numbers: numberPolicy(settings) }
    performEffects({ action }, await beginOrLink(request, connect(event, api, settings)), api)
  })
}

export const onContinuePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(challengeEdge(action, event, api), async () => {
    const settings = parseSettings(event.secrets)
    const answer = read.readContinueAnswer(event)
    const request = { ...challenge.readResumed(event, settings), answer, numbers: numberPolicy(settings) }
    performEffects({ action }, await finish(request, connect(event, api, settings)), api)
  })
}
