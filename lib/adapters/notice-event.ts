import type { Change } from '../core/change.ts'
import { maskNumber } from '../core/change.ts'
import { parseUserId } from '../core/user-id.ts'
import type { UserId } from '../core/user-id.ts'
import type { NoticeSettings } from '../settings.ts'
import { composeNotice } from '../texts/notice/compose.ts'
import { languageOf } from '../texts/notice/language.ts'
import type { PostLoginEvent } from './post-login-event.ts'
import { readChange, readLinkedFor, wasBornInInnerLogin } from './post-login-event.ts'

/** What there is to tell, and to whom. */
export function readNotice(event: PostLoginEvent, settings: NoticeSettings) {
  return {
    userId: readUserId(event),
    linkedFor: readLinkedFor(event),
    bornInInnerLogin: wasBornInInnerLogin(event),
    smsOnlyAccounts: settings.smsOnlyAccounts,
    isInner: event.client.client_id === settings.companionClientId,
    change: readChange(event),
    form: settings.form,
    buildVars: (change: Change) => buildVars(event, settings, change),
  }
}

/** The variables of the Form and its flow: every word in the language of the browser, as the Form itself is. */
function buildVars(event: PostLoginEvent, settings: NoticeSettings, change: Change): Record<string, string> {
  const { geoip, language: wanted } = event.request
  const language = languageOf(wanted ?? '')
  const notice = composeNotice({
    change: change.did,
    language,
    phone: maskNumber(change.last2),
    time: formatTime(change.at, language, geoip?.timeZone),
    country: nameCountry(geoip?.countryCode, language),
    app: settings.appName,
    ...(settings.helpUrl !== undefined && { helpUrl: settings.helpUrl }),
  })
  const { subject, direction, greeting, headline, what, when, todo, closing } = notice
  const words = { subject, language, direction, greeting, headline, what, when, todo, closing }
  return { ...words, help_url: settings.helpUrl ?? '' }
}

function formatTime(at: Date, language: string, timeZone: string | undefined): string {
  const parts = {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  const format = (zone: string) =>
    new Intl.DateTimeFormat(language, { ...parts, timeZone: zone, timeZoneName: 'short' }).format(at)
  return tolerate(() => timeZone && format(timeZone)) ?? format('UTC')
}

function nameCountry(code: string | undefined, language: string): string | undefined {
  return tolerate(() => code && new Intl.DisplayNames([language], { type: 'region' }).of(code))
}

// A zone or a country that the runtime does not know throws; the notice goes out without it.
function tolerate(work: () => string | undefined): string | undefined {
  try {
    return work() || undefined
  } catch {
    return undefined
  }
}

export function readUserId(event: PostLoginEvent): UserId {
  const userId = parseUserId(event.user.user_id)
  if (!userId) throw new TypeError('event.user.user_id')
  return userId
}

/** Whether the tenant took the email to send it: what the flow behind the page has stored. */
export function wasEmailed(event: PostLoginEvent): boolean {
  return String(event.prompt?.vars?.emailed) === 'true'
}
