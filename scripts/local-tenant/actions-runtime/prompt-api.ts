import type { JsonObject } from '../state.ts'
import type { ActionEffects } from './messages.ts'
import { refuseSecondPage } from './one-page.ts'

/** Bytes. Source: Auth0 docs, customize/forms/render. */
const FIELDS_LIMIT = 24 * 1024

/** `api.prompt`. Source: Auth0 docs, customize/forms/render. */
export function createPromptApi(effects: ActionEffects) {
  return {
    render(formId: string, options: { fields?: object; vars?: object } = {}): void {
      refuseSecondPage(effects, 'form')
      if (effects.form !== undefined) throw new Error('An Action may render only one form.')
      if (typeof formId !== 'string' || formId === '')
        throw new Error('prompt.render needs the id of a form.')
      const fields = asJson(options.fields, 'fields')
      if (Buffer.byteLength(JSON.stringify(fields), 'utf8') > FIELDS_LIMIT) {
        throw new Error('The fields of a form exceed 24 KB.')
      }
      effects.form = { id: formId, fields, vars: asJson(options.vars, 'vars') }
    },
  }
}

function asJson(given: object | undefined, name: string): JsonObject {
  const json: unknown = JSON.parse(JSON.stringify(given ?? {}))
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error(`The ${name} of a form must be an object.`)
  }
  return json as JsonObject
}
