import type { PageAnswer } from '../core/prompt.ts'
import type { PromptSettings } from '../settings.ts'
import { numberPolicy } from './known-countries.ts'
import type { PostLoginEvent } from './post-login-event.ts'
import { judgeTypedNumber } from './typed-number.ts'

/** The field of the Form that a number is typed into, and the variable that its buttons set. */
const NUMBER_FIELD = 'phone'
const CHOICE_VARIABLE = 'choice'

/**
 * What the page was answered. The choice is a variable that only the Form's own flow sets, on the server: no request
 * of a browser can claim that somebody has pressed the button.
 */
export function readPageAnswer(event: PostLoginEvent, settings: PromptSettings): PageAnswer {
  const accepted = event.prompt?.vars?.[CHOICE_VARIABLE] === 'accepted'
  if (!accepted || event.prompt?.id !== settings.forms.number) return { accepted, number: { kind: 'none' } }
  const typed = event.prompt.fields?.[NUMBER_FIELD]
  return { accepted, number: judgeTypedNumber(typed, numberPolicy(settings)) }
}
