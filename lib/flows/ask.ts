import { maskNumber } from '../core/change.ts'
import { decideLogin } from '../core/decide-login.ts'
import type { Effect } from '../core/effects.ts'
import { log, turnAway } from '../core/effects.ts'
import { idsOf } from '../core/linked-phones.ts'
import type { Login } from '../core/login.ts'
import { comesFirst } from '../core/pending-change.ts'
import { lastTwoDigits } from '../core/phone-number.ts'
import { countOffer } from '../core/policy.ts'
import type { Policy } from '../core/policy.ts'
import { decidePrompt } from '../core/prompt.ts'
import type { PageAnswer, PromptForms } from '../core/prompt.ts'
import { isSmsAccount } from '../core/user-id.ts'
import type { Want } from '../core/want.ts'
import type { Clock } from '../ports.ts'

export type AskRequest = { login: Login; policy: Policy; collectNumber: boolean; forms: PromptForms }

/** `onExecutePostLogin` of phone-prompt: shows the page that asks, if one has to be asked. */
export function beginAsking({ login, policy, collectNumber, forms }: AskRequest, clock: Clock): Effect[] {
  const now = clock.now()
  const decision = decideLogin(login, now, policy)
  if (decision.kind === 'deny') return turnAway(decision.reason)
  if (decision.kind === 'settled' && decision.because === 'required' && !login.want) {
    // phone-challenge ends the step, and knows no policy: without this word the person would get in.
    return [{ kind: 'keep_want', want: { intent: 'add', because: 'required' } }, log('settled')]
  }
  if (decision.kind !== 'change') return [log(decision.kind)]
  if (comesFirst(login.pending, login.phones)) return [log('pending_first')]
  const { want } = decision
  const prompt = decidePrompt(want, collectNumber)
  // What the policy wants has to be remembered: phone-challenge does not know the policy.
  if (!prompt) return [{ kind: 'keep_want', want }, log('no_prompt')]
  return [
    // First: where the page cannot be shown, none of what follows is done, and nobody has declined anything.
    { kind: 'render', form: forms[prompt], vars: prompt === 'removal' ? { phone: shownPhone(login) } : {} },
    // Until the page says otherwise, the answer is no: one that breaks, or is left, changes nothing.
    { kind: 'keep_want', want: { ...want, choice: 'declined' } },
    ...(want.because === 'offered'
      ? [{ kind: 'record_offers' as const, offers: countOffer(login.offers, now) }]
      : []),
    ...pendingRemoval(want, login, now),
    { kind: 'log', entry: { decision: 'prompt', intent: want.intent, detail: prompt } },
  ]
}

// Written out while the page is shown. A phone that is still on the account later was not removed, and stays.
function pendingRemoval(want: Want, { phones }: Login, now: Date): Effect[] {
  if (want.intent !== 'remove') return []
  return [{ kind: 'record_pending', pending: { intent: 'remove', leaving: idsOf(phones), startedAt: now } }]
}

function shownPhone({ phone }: Login): string {
  return maskNumber(phone && lastTwoDigits(phone))
}

/** `onContinuePostLogin` of phone-prompt: remembers the answer for phone-challenge. */
export function finishAsking(login: Login, answer: PageAnswer): Effect[] {
  if (isSmsAccount(login.userId)) return turnAway('sms_only_account')
  const { want } = login
  if (!want) return [log('prompt_forgotten')]
  if (!answer.accepted) {
    const dropped: Effect[] = want.intent === 'remove' ? [{ kind: 'drop_pending' }] : []
    return [...dropped, log('declined')]
  }
  const { number } = answer
  const accepted: Want = {
    ...want,
    choice: 'accepted',
    ...(number.kind === 'number' && { hint: number.phone }),
    ...(number.kind === 'refused' && { refusal: 'phone_not_supported' }),
  }
  return [{ kind: 'keep_want', want: accepted }, log('accepted')]
}
