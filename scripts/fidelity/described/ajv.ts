import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import * as ajvFormats from 'ajv-formats'

/** Its formats are Auth0's own in part, and its patterns are not written for the flag `u`. */
export function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, unicodeRegExp: false })
  ajvFormats.default.default(ajv)
  return ajv
}

/** What a schema would not have in a value, in words without the value: it may be somebody's. */
export function differencesOf(validate: ValidateFunction, value: unknown): string[] {
  validate(value)
  return [...new Set((validate.errors ?? []).map(inWords))]
}

function inWords({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string
    allowedValues?: unknown[]
  }
  const which = additionalProperty ?? allowedValues?.join(', ')
  return [instancePath, message ?? 'is not as described', which && `(${which})`].filter(Boolean).join(' ')
}
