import { knownCountries } from '../lib/adapters/known-countries.ts'
import { platformClock } from '../lib/adapters/platform.ts'
import type { PostLoginApi } from '../lib/adapters/post-login-api.ts'
import { performEffects } from '../lib/adapters/post-login-api.ts'
import { besideEdge } from '../lib/adapters/post-login-edge.ts'
import type { PostLoginEvent } from '../lib/adapters/post-login-event.ts'
import * as read from '../lib/adapters/post-login-event.ts'
import { readPageAnswer } from '../lib/adapters/page-answer.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { beginAsking, finishAsking } from '../lib/flows/ask.ts'
import { parsePromptSettings } from '../lib/settings.ts'

const action = 'phone-prompt'

export const onExecutePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(besideEdge(action, event, api), () => {
    const settings = parsePromptSettings(event.secrets)
    const { policy, collectNumber, forms } = settings
    // Before anything is shown: a wrong setting must not be found out by the person's answer.
    knownCountries(settings.countries)
    const request = { login: read.readLogin(event, settings), policy, collectNumber, forms }
    performEffects({ action }, beginAsking(request, platformClock), api)
    return Promise.resolve()
  })
}

export const onContinuePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(besideEdge(action, event, api), () => {
    const settings = parsePromptSettings(event.secrets)
    const answer = readPageAnswer(event, settings)
    performEffects({ action }, finishAsking(read.readLogin(event, settings), answer), api)
    return Promise.resolve()
  })
}
