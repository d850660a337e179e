import type { Change } from '../core/change.ts'
import type { ProvenMethod } from '../core/freshness.ts'
import { CHANGE_KINDS, INTENTS } from '../core/outcome.ts'
import { parsePhoneNumber } from '../core/phone-number.ts'
import { REASONS } from '../core/refusals.ts'
import type { Reason } from '../core/refusals.ts'
import type { Want } from '../core/want.ts'
import { BECAUSES, CHOICES } from '../core/want.ts'
import { oneOf, parseTime, parseVersioned } from './unknown-json.ts'

/** What our Actions tell one another within a login, as texts in transaction metadata. */
export const WANT_KEY = 'phone_link_want'
export const PROOF_KEY = 'phone_link_proof'
export const CHANGE_KEY = 'phone_link_change'
/** Whom a phone was linked to by the OTP grant: `event.user` may still be the phone's account. */
export const PRIMARY_KEY = 'phone_link_primary'

export function buildWantText(want: Want): string {
  return JSON.stringify({ v: 1, ...want })
}

export function parseWantText(text: unknown): Want | undefined {
  const fields = parseVersioned(text) ?? {}
  const intent = oneOf(INTENTS, fields.intent)
  const because = oneOf(BECAUSES, fields.because)
  if (!intent || !because) return undefined
  const choice = oneOf(CHOICES, fields.choice)
  const hint = parsePhoneNumber(fields.hint)
  const refusal = oneOf(Object.keys(REASONS) as Reason[], fields.refusal)
  return { intent, because, ...(choice && { choice }), ...(hint && { hint }), ...(refusal && { refusal }) }
}

export function buildProofText({ name, at }: ProvenMethod): string {
  return JSON.stringify({ v: 1, name, at: at.getTime() })
}

export function parseProofText(text: unknown): ProvenMethod | undefined {
  const fields = parseVersioned(text) ?? {}
  const at = parseTime(fields.at)
  return at && typeof fields.name === 'string' ? { name: fields.name, at } : undefined
}

export function buildChangeText({ did, last2, at, pushed }: Change): string {
  return JSON.stringify({ v: 1, did, last2, at: at.getTime(), pushed })
}

export function parseChangeText(text: unknown): Change | undefined {
  const fields = parseVersioned(text) ?? {}
  const did = oneOf(CHANGE_KINDS, fields.did)
  const at = parseTime(fields.at)
  if (!did || !at) return undefined
  return {
    did,
    at,
    last2: typeof fields.last2 === 'string' ? fields.last2 : undefined,
    ...(fields.pushed === true && { pushed: true }),
  }
}
