import type { JsonObject, LoginTransaction } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { objectOf, objectsOf, textOf } from './json-parts.ts'

export const START = '$start'
export const ENDING = '$ending'

export function findForm(tenant: Tenant, id: string | undefined): JsonObject | undefined {
  return tenant.state.configuration.forms.find((form) => form['id'] === id)
}

export function findNode(form: JsonObject, id: string): JsonObject | undefined {
  return objectsOf(form['nodes']).find((node) => node['id'] === id)
}

export function componentsOf(node: JsonObject): JsonObject[] {
  return objectsOf(objectOf(node['config'])['components'])
}

export function fieldsOf(node: JsonObject): JsonObject[] {
  return componentsOf(node).filter(({ category }) => category === 'FIELD')
}

/** The step that somebody is at, with its form; nothing when either was removed meanwhile. */
export function stepOf(
  tenant: Tenant,
  transaction: LoginTransaction,
): { form: JsonObject; step: JsonObject } | undefined {
  const form = findForm(tenant, transaction.form?.id)
  const step = form === undefined ? undefined : findNode(form, transaction.form?.node ?? '')
  return form === undefined || step === undefined ? undefined : { form, step }
}

/** Every id that a form can hold a value for: those of its fields and of its hidden fields. */
export function valueIds(form: JsonObject): Set<string> {
  const hidden = objectsOf(objectOf(form['start'])['hidden_fields']).map(({ key }) => textOf(key))
  const shown = objectsOf(form['nodes'])
    .flatMap(fieldsOf)
    .map(({ id }) => textOf(id))
  return new Set([...hidden, ...shown])
}
