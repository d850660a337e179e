import type { PostLoginApi } from '../lib/adapters/post-login-api.ts'
import { performEffects } from '../lib/adapters/post-login-api.ts'
import { besideEdge } from '../lib/adapters/post-login-edge.ts'
import type { PostLoginEvent } from '../lib/adapters/post-login-event.ts'
import { readNotice, readUserId, wasEmailed } from '../lib/adapters/notice-event.ts'
import { connectNotice } from '../lib/connect-notice.ts'
import { failClosed } from '../lib/fail-closed.ts'
import { beginNotice, finishNotice } from '../lib/flows/notify.ts'
import { parseNoticeSettings } from '../lib/settings.ts'

const action = 'phone-notice'

export const onExecutePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(besideEdge(action, event, api), async () => {
    const settings = parseNoticeSettings(event.secrets)
    const effects = await beginNotice(readNotice(event, settings), connectNotice(settings))
    performEffects({ action }, effects, api)
  })
}

export const onContinuePostLogin = async (event: PostLoginEvent, api: PostLoginApi): Promise<void> => {
  await failClosed(besideEdge(action, event, api), () => {
    performEffects({ action }, finishNotice(readUserId(event), wasEmailed(event)), api)
    return Promise.resolve()
  })
}
