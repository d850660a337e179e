import type { Change } from '../../../lib/core/change.ts'
import type { SecurityEventFacts } from '../../../lib/protocol/security-event.ts'
import {
  CREDENTIAL_CHANGE,
  SECURITY_EVENT_TYPE,
  buildSecurityEvent,
} from '../../../lib/protocol/security-event.ts'

const facts: SecurityEventFacts = {
  issuer: 'https://acme.eu.auth0.com/',
  audience: 'https://receiver.example.com',
  subject: 'email|ada',
  change: { did: 'linked', last2: '78', at: new Date('2026-03-01T12:00:00.999Z') },
  id: 'event-1',
  now: new Date('2026-03-01T12:00:02.999Z'),
}

describe('the security event', () => {
  test('R40 has the claims of RFC 8417 and the event of CAEP, and no more', () => {
    expect(buildSecurityEvent(facts)).toStrictEqual({
      iss: 'https://acme.eu.auth0.com/',
      aud: 'https://receiver.example.com',
      jti: 'event-1',
      iat: 1_772_366_402,
      sub_id: { format: 'iss_sub', iss: 'https://acme.eu.auth0.com/', sub: 'email|ada' },
      events: {
        'https://schemas.openid.net/secevent/caep/event-type/credential-change': {
          event_timestamp: 1_772_366_400,
          credential_type: 'phone-sms',
          change_type: 'create',
          initiating_entity: 'user',
          friendly_name: '••••••78',
        },
      },
    })
  })

  test('RFC 8417 §2.2 neither sub nor exp: it can never be taken for an ID token', () => {
    const claims = buildSecurityEvent(facts)
    for (const claim of ['sub', 'exp', 'nonce', 'auth_time']) expect(claims).not.toHaveProperty(claim)
    expect(SECURITY_EVENT_TYPE).toBe('secevent+jwt')
  })

  test.each<[Change['did'], string]>([
    ['linked', 'create'],
    ['replaced', 'update'],
    ['removed', 'delete'],
  ])('a phone that was %s is a CAEP %s', (did, type) => {
    expect(eventOf({ did })).toMatchObject({ change_type: type })
  })

  test('a number that is not known is shown by no digit', () => {
    expect(eventOf({ did: 'removed', last2: undefined })).toMatchObject({ friendly_name: '••••••' })
  })

  function eventOf(change: Partial<Change>): unknown {
    const { events } = buildSecurityEvent({ ...facts, change: { ...facts.change, ...change } })
    return (events as Record<string, unknown>)[CREDENTIAL_CHANGE]
  }
})
