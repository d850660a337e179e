import type { PostLoginApi } from '../lib/adapters/post-login-api.ts'
import { performEffects } from '../lib/adapters/post-login-api.ts'
import { besideEdge } from '../lib/adapters/post-login-edge.ts'
import type { PostLoginEvent } from '../lib/adapters/post-login-event.ts'
import * as read from '../lib/adapters/post-login-event.ts'
import { connectStepUp } from '../lib/connect.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { beginStepUp, finishStepUp } from '../lib/flows/step-up.ts'
import { parseStepUpSettings } from '../lib/settings.ts'

const action = 'reauthenticate'

export const onExecutePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(besideEdge(action, event, api), async () => {
    const settings = parseStepUpSettings(event.secrets)
    const login = read.readLogin(event, settings)
    const request = { login, policy: settings.policy, setting: read.readInnerLoginSetting(event, settings) }
    const here = { host: read.readHost(event), platformCache: api.cache }
    performEffects({ action }, await beginStepUp(request, connectStepUp(here, settings)), api)
  })
}

export const onContinuePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(besideEdge(action, event, api, 'reauthentication'), async () => {
    const settings = parseStepUpSettings(event.secrets)
    const login = read.readLogin(event, settings)
    const ticket = read.readTicket(event, 'reauthentication')
    const request = { login, answer: read.readContinueAnswer(event), ticket }
    const here = { host: read.readHost(event), platformCache: api.cache }
    const how = { action, reauthenticationMethod: read.reauthenticationMethod(settings) }
    performEffects(how, await finishStepUp(request, connectStepUp(here, settings)), api)
  })
}
