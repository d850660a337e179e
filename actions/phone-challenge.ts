import type { PostLoginApi } from '../lib/adapters/post-login-api.ts'
import { performEffects } from '../lib/adapters/post-login-api.ts'
import { postLoginEdge } from '../lib/adapters/post-login-edge.ts'
import type { PostLoginEvent } from '../lib/adapters/post-login-event.ts'
import * as read from '../lib/adapters/post-login-event.ts'
import { connect } from '../lib/connect.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { begin } from '../lib/flows/begin.ts'
import { finish } from '../lib/flows/finish.ts'
import { parseSettings } from '../lib/settings.ts'

const NAME = 'phone-challenge'

export const onExecutePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(postLoginEdge(NAME, event, api), async () => {
    const settings = parseSettings(event.secrets)
    const request = {
      login: read.readLogin(event, settings),
      setting: read.readInnerLoginSetting(event, settings),
      reached: read.readReachedAccount(event),
    }
    performEffects(NAME, await begin(request, connect(read.readHost(event), settings, api.cache)), api)
  })
}

export const onContinuePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(postLoginEdge(NAME, event, api), async () => {
    const settings = parseSettings(event.secrets)
    const request = {
      login: read.readLogin(event, settings),
      answer: read.readContinueAnswer(event),
      ticket: read.readTicket(event),
      audit: read.readAuditRecord(event),
    }
    performEffects(NAME, await finish(request, connect(read.readHost(event), settings, api.cache)), api)
  })
}
