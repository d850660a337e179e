import { objectOf, objectsOf, textOf } from '../forms/json-parts.ts'
import { escapeHtml, sanitise } from '../forms/rich-text.ts'
import { asWords, interpolate, type Scope } from '../forms/variables.ts'
import type { FormProblem } from '../service/form-steps.ts'
import type { JsonObject } from '../state.ts'

/** What a step is shown with, beside what is stored. */
export type FieldSaid = { problem: FormProblem | undefined; country: string }

/** A field as the page's template draws it: what was typed just now, else what is known, else its default. */
export function fieldView(field: JsonObject, scope: Scope, { problem, country }: FieldSaid) {
  const id = textOf(field['id'])
  const config = objectOf(field['config'])
  const known = scope.fields[id]
  const typed = problem?.typed[id]
  const chosen = typed ?? (typeof known === 'object' ? undefined : known) ?? config['default_value']
  const values = typed === undefined && Array.isArray(known) ? known : [chosen ?? []].flat()
  const phone = typed === undefined ? objectOf(known) : {}
  const words = (text: string) => interpolate(text, scope)
  return {
    type: textOf(field['type']),
    id,
    label: words(textOf(field['label'])),
    hint: words(textOf(field['hint'])),
    required: field['required'] === true,
    error: problem?.errors[id],
    describedBy: describedBy(id, textOf(field['hint']) !== '', problem?.errors[id] !== undefined),
    placeholder: words(textOf(config['placeholder'])),
    multiline: config['multiline'] === true,
    maxLength: config['max_length'],
    value: textOf(phone['international_format']) || words(asWords(values[0])),
    picker: config['country_picker'] === true,
    country:
      [problem?.typed[`${id}.country`] ?? []].flat()[0] ?? (textOf(phone['country_code_iso']) || country),
    multiple: config['multiple'] === true,
    options: objectsOf(config['options']).map((option, index) => ({
      ...{ number: index, value: textOf(option['value']), label: words(textOf(option['label'])) },
      checked: values.includes(textOf(option['value'])),
    })),
    checked: typed === 'true' || (typed === undefined && known === true),
    html: sanitise(interpolate(textOf(config['text']), scope, escapeHtml)),
  }
}

function describedBy(id: string, hasHint: boolean, hasError: boolean): string {
  return [hasError ? `field-${id}-error` : '', hasHint ? `field-${id}-hint` : ''].filter(Boolean).join(' ')
}
