import { at } from './event-shapes.ts'

/** In life an `sms` user has no `email_verified`; the official description demands one. Nothing else is let pass. */
export function asDescribed(event: object): object {
  if (!String(at(event, 'user.user_id')).startsWith('sms|')) return event
  expect(at(event, 'user.email_verified')).toBeUndefined()
  const { user } = event as { user: object }
  return { ...event, user: { ...user, email_verified: false } }
}
