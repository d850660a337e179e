import type { Outcome } from '../../journeys/support/app.ts'
import { isForm } from '../../journeys/support/steps.ts'
import type { Form, Seen } from '../../support/login.ts'
import type { PersonName, PhoneText } from './cast.ts'
import { emailOf } from './cast.ts'
import type { Ledger, Tab } from './ledger.ts'
import type { Stage } from './stage.ts'
import { act, http, isContinue } from './tab-notes.ts'

/** What somebody does with the pages of a login. */
export type Plan = {
  person: PersonName
  number: PhoneText
  /** Where they press “Cancel”, or “Keep phone”. */
  cancelAt?: Halt | undefined
  /** Where they leave the tab as it is. */
  leaveAt?: Halt | 'answer' | undefined
  /** Tries a wrong code before the right one. */
  mistypes: boolean
  /** Called before a phone's code is sent from a nested login. */
  onPhoneCode?: ((number: PhoneText) => void) | undefined
}

export type Halt = 'step_up' | 'number' | 'sms_code' | 'removal'

export type Arrived =
  | { kind: 'app'; outcome: Outcome }
  | { kind: 'left' }
  /** A page that leads nowhere: an error, or a code that never came. */
  | { kind: 'stuck'; why: string }

const HOPS = 16

/** Goes on in the tab until the app is answered, the plan says to stop, or nothing leads on. */
export async function walk(stage: Stage, ledger: Ledger, tab: Tab, plan: Plan): Promise<Arrived> {
  for (let hop = 0; hop < HOPS; hop += 1) {
    const { page } = tab
    if (page.url.href.startsWith(tab.attempt.redirectUri)) {
      return { kind: 'app', outcome: await stage.apps[tab.app].finish(tab.attempt, page) }
    }
    if (isContinue(page.url) && page.html === '') return { kind: 'left' }
    const halt = haltOf(tab)
    if (halt !== undefined && plan.leaveAt === halt) return { kind: 'left' }
    if (halt !== undefined && plan.cancelAt === halt) {
      await act(stage, ledger, tab, () => http(stage, tab).press(page, /^(cancel|keep phone)$/i))
      continue
    }
    const stuck = await oneStep(stage, ledger, tab, plan)
    if (stuck !== undefined) return { kind: 'stuck', why: stuck }
  }
  return { kind: 'stuck', why: 'no end of pages' }
}

function haltOf({ page, nested, typed }: Tab): Halt | undefined {
  if (isForm(page)) return buttonOf(page, /^keep phone$/i) ? 'removal' : undefined
  if (nested === 'step_up') return 'step_up'
  if (nested !== 'phone') return undefined
  return fieldOf(page, 'tel') === undefined && typed?.kind === 'number' ? 'sms_code' : 'number'
}

/** Fills in the page. Gives why it cannot be filled in, if so. */
async function oneStep(stage: Stage, ledger: Ledger, tab: Tab, plan: Plan): Promise<string | undefined> {
  const { page } = tab
  const browser = http(stage, tab)
  if (isForm(page)) {
    const button = [/^remove phone$/i, /^continue$/i].find((text) => buttonOf(page, text))
    if (button === undefined) return 'a form without a way on'
    await act(stage, ledger, tab, () => browser.press(page, button))
    return undefined
  }
  const [code, email, tel] = [fieldOf(page, 'one-time-code'), fieldOf(page, 'email'), fieldOf(page, 'tel')]
  if (code !== undefined) return enterCode(stage, ledger, tab, plan, code)
  if (email !== undefined && tab.nested !== 'phone') {
    await submit(stage, ledger, tab, { [email]: emailOf(plan.person) })
    tab.typed = { kind: 'email', person: plan.person }
    return undefined
  }
  if (tel !== undefined) {
    await submit(stage, ledger, tab, { [tel]: plan.number })
    tab.typed = { kind: 'number', number: plan.number }
    return undefined
  }
  return `nothing to fill in (${page.status})`
}

async function enterCode(
  stage: Stage,
  ledger: Ledger,
  tab: Tab,
  plan: Plan,
  field: string,
): Promise<string | undefined> {
  const { typed } = tab
  if (typed === undefined) return 'a code that nobody asked for'
  const to = typed.kind === 'email' ? emailOf(typed.person) : typed.number
  const readsIt =
    typed.kind === 'email' ? typed.person === plan.person : ledger.holders[typed.number] === plan.person
  const code = readsIt ? await stage.codeFor(to) : undefined
  if (plan.mistypes || code === undefined) {
    await submit(stage, ledger, tab, { [field]: code === '000000' ? '000001' : '000000' })
    if (code === undefined) return readsIt ? 'no code came' : 'somebody else’s code'
  }
  const at = stage.now()
  if (typed.kind === 'email') {
    if (tab.nested === 'step_up') tab.steppedUpBy = typed.person
    ledger.emailProofs.push({ person: typed.person, browser: tab.browser, at })
  }
  if (typed.kind === 'number' && tab.nested === 'phone') {
    plan.onPhoneCode?.(typed.number)
    tab.proven.push({ number: typed.number, at })
  }
  const again = fieldOf(tab.page, 'one-time-code') ?? field
  await submit(stage, ledger, tab, { [again]: code }, plan.leaveAt === 'answer' && tab.nested === 'phone')
  return fieldOf(tab.page, 'one-time-code') === undefined ? undefined : 'the code was not taken'
}

async function submit(
  stage: Stage,
  ledger: Ledger,
  tab: Tab,
  values: Record<string, string>,
  holdAnswer = false,
): Promise<void> {
  const { page } = tab
  tab.earlier = { page, values }
  await act(stage, ledger, tab, () =>
    http(stage, tab).submit(page, values, holdAnswer ? isContinue : undefined),
  )
}

export function fieldOf(page: Seen, what: 'email' | 'tel' | 'one-time-code'): string | undefined {
  return page.forms
    .flatMap((form: Form) => form.fields)
    .find(({ type, autocomplete }) => type === what || autocomplete === what)?.name
}

function buttonOf(page: Seen, text: RegExp): boolean {
  return page.forms.some(({ buttons }) => buttons.some((button) => text.test(button.text)))
}
