import type { Context } from 'hono'
import { languageOf } from '../forms/form-language.ts'
import { componentsOf, stepOf } from '../forms/form-nodes.ts'
import { scopeOf } from '../forms/form-scope.ts'
import { objectOf, textOf } from '../forms/json-parts.ts'
import { escapeHtml, sanitise, withOneMainHeading } from '../forms/rich-text.ts'
import { interpolate, type Scope } from '../forms/variables.ts'
import { findClient } from '../service/clients.ts'
import type { FormProblem } from '../service/form-steps.ts'
import { countryChoices, likelyCountry } from '../service/phone-field.ts'
import type { JsonObject, LoginTransaction } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { fieldView, type FieldSaid } from './form-field-view.ts'
import { pageUrl } from './login-page.ts'
import { textsFor } from './page-texts.ts'
import { renderPage } from './render-page.ts'

/** The step that a form is at, as a page without script. */
export function renderFormPage(
  c: Context,
  tenant: Tenant,
  transaction: LoginTransaction,
  status: 200 | 400,
  problem: FormProblem | undefined,
): Promise<Response> {
  const at = stepOf(tenant, transaction)
  if (at === undefined) throw new Error('A form has no step to show.')
  const acceptLanguage = c.req.header('accept-language')
  const language = languageOf(at.form, acceptLanguage)
  const scope = scopeOf(tenant, transaction, language.custom)
  const translated = componentsOf(at.step).map((component) => language.translate(component))
  const { components, heading } = viewsOf(translated, scope, {
    problem,
    country: likelyCountry(acceptLanguage),
  })
  const title = heading ?? textOf(at.form['name'])
  const hasPicker = components.some((each) => 'picker' in each && each.picker === true)
  return renderPage(c, status, 'form', {
    ...{ lang: language.lang, dir: language.dir, title, ownHeading: heading !== undefined },
    client: findClient(tenant, transaction.request.client_id)?.name ?? '',
    error: problem?.message,
    action: pageUrl(transaction),
    countryLabel: textsFor(language.lang).text.country,
    countries: hasPicker ? countryChoices(language.lang) : [],
    needsDefaultButton: needsDefaultButton(translated),
    components,
  })
}

function viewsOf(components: JsonObject[], scope: Scope, said: FieldSaid) {
  const richTexts = components.filter(({ type }) => type === 'RICH_TEXT')
  const { contents, heading } = withOneMainHeading(
    richTexts.map(({ config }) => html(textOf(objectOf(config)['content']), scope)),
  )
  const focused = components.find(
    ({ category, id }) =>
      category === 'FIELD' &&
      (Object.keys(said.problem?.errors ?? {}).length === 0 ||
        said.problem?.errors[textOf(id)] !== undefined),
  )
  return {
    heading,
    components: components.map((component) => {
      const richText = richTexts.indexOf(component)
      if (richText >= 0) return { type: 'RICH_TEXT', html: contents[richText] ?? '' }
      if (component['category'] === 'FIELD') {
        return { ...fieldView(component, scope, said), autofocus: component === focused }
      }
      return blockView(component, scope)
    }),
  }
}

export function html(content: string, scope: Scope): string {
  return sanitise(interpolate(content, scope, escapeHtml))
}

function blockView(component: JsonObject, scope: Scope) {
  const type = textOf(component['type'])
  const text = interpolate(textOf(objectOf(component['config'])['text']), scope)
  const actions: { [type: string]: string } = {
    NEXT_BUTTON: 'next',
    PREVIOUS_BUTTON: 'previous',
    JUMP_BUTTON: `jump:${textOf(component['id'])}`,
  }
  if (type !== 'DIVIDER' && actions[type] === undefined) {
    throw new Error(`A form has a component of a kind that is not here: ${type}.`)
  }
  return { type, text, action: actions[type], quiet: type !== 'NEXT_BUTTON' }
}

/** Enter presses the first button of a form, which must not be one that leads elsewhere. */
function needsDefaultButton(components: JsonObject[]): boolean {
  const buttons = components.filter(({ type }) => textOf(type).endsWith('_BUTTON'))
  return buttons[0]?.['type'] !== 'NEXT_BUTTON' && buttons.some(({ type }) => type === 'NEXT_BUTTON')
}
