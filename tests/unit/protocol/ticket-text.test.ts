import type { Ticket } from '../../../lib/core/ticket.ts'
import { isTicketExpired } from '../../../lib/core/ticket.ts'
import { TICKET_KEYS, buildTicketText, parseTicketText } from '../../../lib/protocol/ticket-text.ts'

const ticket: Ticket = {
  intent: 'add',
  because: 'asked',
  leaving: ['old', 'a|b'],
  verifier: 'v'.repeat(43),
  nonce: 'n'.repeat(43),
  startedAt: new Date('2026-03-01T12:00:00.123Z'),
}
const written = JSON.parse(buildTicketText(ticket)) as Record<string, unknown>
const changed = (change: Record<string, unknown>): string => JSON.stringify({ ...written, ...change })

describe('the text of a ticket', () => {
  test.each(['add', 'replace', 'remove'] as const)('R23 a ticket to %s comes back as it went', (intent) => {
    expect(parseTicketText(buildTicketText({ ...ticket, intent }))).toStrictEqual({ ...ticket, intent })
  })

  test.each(['asked', 'offered', 'required'] as const)('one that was %s comes back as it went', (because) => {
    expect(parseTicketText(buildTicketText({ ...ticket, because }))).toStrictEqual({ ...ticket, because })
  })

  test('R23 one of which no phone is to leave comes back as it went', () => {
    expect(parseTicketText(buildTicketText({ ...ticket, leaving: [] }))).toStrictEqual({
      ...ticket,
      leaving: [],
    })
  })

  test('R23 fields that others have added are left behind', () => {
    expect(parseTicketText(changed({ admin: true }))).toStrictEqual(ticket)
  })

  test('T04 each use of the inner login has a ticket of its own', () => {
    expect(TICKET_KEYS.phone).not.toBe(TICKET_KEYS.reauthentication)
  })

  test('R23 it fits transaction metadata many times over', () => {
    expect(Buffer.byteLength(buildTicketText(ticket))).toBeLessThan(1024)
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null, as removed metadata may be', null],
    ['a number', 7],
    ['an object', written],
    ['empty text', ''],
    ['text cut short', buildTicketText(ticket).slice(0, -1)],
    ['JSON of a text', JSON.stringify(buildTicketText(ticket))],
    ['no version', changed({ v: undefined })],
    ['no JSON', 'ticket'],
    ['JSON that is no object', '[]'],
    ['JSON null', 'null'],
    ['a later version', changed({ v: 2 })],
    ['an intent that does not exist', changed({ intent: 'steal' })],
    ['an intent from the prototype', changed({ intent: 'constructor' })],
    ['no cause', changed({ because: undefined })],
    ['a cause that does not exist', changed({ because: 'toString' })],
    ['nothing said of what is to leave', changed({ leaving: undefined })],
    ['one id in place of a list', changed({ leaving: 'old' })],
    ['an id that is no text', changed({ leaving: [7] })],
    ['no verifier', changed({ verifier: undefined })],
    ['a verifier that is no text', changed({ verifier: 1 })],
    ['no nonce', changed({ nonce: undefined })],
    ['a nonce that is no text', changed({ nonce: 1 })],
    ['a start that is text', changed({ at: '2026-03-01' })],
    ['a start that is no whole number', changed({ at: 1.5 })],
    ['a start beyond all numbers', changed({ at: 2 ** 53 })],
  ])('R23 %s is no ticket', (_name, text) => {
    expect(parseTicketText(text)).toBeUndefined()
  })

  test('R23 a start that is no time makes the ticket expired', () => {
    const forged = parseTicketText(changed({ at: 9e15 }))
    expect(forged && isTicketExpired(forged, new Date(9e14))).toBe(true)
  })
})
