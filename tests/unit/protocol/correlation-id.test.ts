import { createHmac } from 'node:crypto'

import { buildCorrelationId, parseCorrelationId } from '../../../lib/protocol/correlation-id.ts'
import { userId } from '../../support/values.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const AT = new Date('2026-03-01T12:00:00Z')
const ADA = userId('email|ada')
const BOB = userId('email|bob')
const ID = buildCorrelationId(ADA, AT, KEY)

describe('a correlation id', () => {
  test('says when its ticket was started, in whole seconds, and nothing but a mark of its owner', () => {
    const exact = new Date(AT.getTime() + 999)
    const ticket = parseCorrelationId(buildCorrelationId(ADA, exact, KEY), KEY)
    expect(ticket).toStrictEqual({ owner: expect.stringMatching(/^[\w-]{16}$/) as string, startedAt: AT })
  })

  test('R33 has one owner for every ticket of a user, and another for everybody else', () => {
    const ownerOf = (id: string) => parseCorrelationId(id, KEY)?.owner
    const later = new Date(AT.getTime() + 60_000)
    expect(ownerOf(buildCorrelationId(ADA, later, KEY))).toBe(ownerOf(ID))
    expect(ownerOf(buildCorrelationId(BOB, AT, KEY))).not.toBe(ownerOf(ID))
  })

  test.each<[string, string]>([
    ['two pipes', 'oidc|tenant|ada'],
    ['128 characters', `auth0|${'x'.repeat(122)}`],
    ['128 characters of four bytes each', `auth0|${'🦊'.repeat(61)}`],
    ['letters of many scripts', 'samlp|Zoë Ωμέγα 山田 عائشة'],
    ['letters that no URL and no correlation id takes', 'email|a b"<>\\^`{|}%#&=\r\n\0'],
    ['half of a pair of surrogates', 'email|\ud800'],
  ])('T24 of a user id with %s is one that Auth0 takes', (_name, id) => {
    for (const at of [AT, new Date(0), new Date('9999-12-31T23:59:59Z'), new Date(8.64e15)]) {
      const text = buildCorrelationId(userId(id), at, KEY)
      expect(text).toMatch(/^[-\w.*~@+/:]{1,64}$/)
      expect(text.length).toBeLessThanOrEqual(52)
      expect(parseCorrelationId(text, KEY)?.startedAt).toStrictEqual(at)
    }
  })

  test.each(['email|ada', 'sms|4915112345678', 'auth0|5f7c8ec7c33c6c004bbafe82'])(
    'R33 R43 of %s shows nothing of it',
    (id) => {
      const text = buildCorrelationId(userId(id), AT, KEY)
      const hidden = [id, ...id.split('|')]
      for (const each of hidden) {
        expect(text).not.toContain(each)
        expect(text).not.toContain(Buffer.from(each).toString('base64url'))
        expect(text).not.toContain(Buffer.from(each).toString('hex'))
      }
      // Whoever guesses the user cannot check the guess without the key.
      expect(ownerPart(text)).not.toBe(ownerPart(buildCorrelationId(userId(id), AT, `${KEY}x`)))
    },
  )
})

test('R34 is what it was before a deploy, since Actions are deployed one after the other', () => {
  const hash = (text: string, bytes: number) =>
    createHmac('sha256', KEY).update(text).digest().subarray(0, bytes).toString('base64url')
  const sealed = `t1.${(AT.getTime() / 1000).toString(36)}.${hash('phone-link owner\0email|ada', 12)}`
  expect(ID).toBe(`${sealed}.${hash(`phone-link ticket\0${sealed}`, 16)}`)
})

describe('R34 is no ticket of ours:', () => {
  const [version = '', time = '', owner = '', seal = ''] = ID.split('.')
  const later = buildCorrelationId(ADA, new Date(AT.getTime() + 600_000), KEY)
  const ofBob = buildCorrelationId(BOB, AT, KEY)

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list that holds one', [ID]],
    ['an empty text', ''],
    ['what another app gives as its own', 'a3f1c9d2-5e1b-4d5a-9b1e-6b8a2f1c7d3e'],
    ['a later time under an earlier seal', [version, later.split('.')[1], owner, seal].join('.')],
    ['another owner under the same seal', [version, time, ownerPart(ofBob), seal].join('.')],
    ['the seal of another owner', [version, time, owner, ofBob.split('.')[3]].join('.')],
    ['the seal of a later time', [version, time, owner, later.split('.')[3]].join('.')],
    ['one without a seal', [version, time, owner].join('.')],
    ['one with an empty seal', [version, time, owner, ''].join('.')],
    ['one of another version', ['t2', time, owner, seal].join('.')],
    ['its parts in another order', [version, time, seal, owner].join('.')],
    ['one with a line break', `${ID}\n`],
    ['one with something before it', ` ${ID}`],
    ['one in capitals', ID.toUpperCase()],
    ['one with a time of ten digits', [version, `0000${time}`, owner, seal].join('.')],
    ['a very long one', `${ID}${'x'.repeat(100_000)}`],
  ])('%s', (_name, text) => {
    expect(parseCorrelationId(text, KEY)).toBeUndefined()
  })

  test('one of another key', () => {
    expect(parseCorrelationId(ID, KEY.replace('0', '1'))).toBeUndefined()
    expect(parseCorrelationId(ID, '')).toBeUndefined()
  })

  test('one that is cut anywhere', () => {
    for (let length = 0; length < ID.length; length += 1) {
      expect(parseCorrelationId(ID.slice(0, length), KEY)).toBeUndefined()
    }
  })

  test('one of which a single character is another', () => {
    expect(parseCorrelationId(ID, KEY)).toBeDefined()
    for (let index = 0; index < ID.length; index += 1) {
      for (const other of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.') {
        if (other === ID[index]) continue
        const forged = ID.slice(0, index) + other + ID.slice(index + 1)
        expect(parseCorrelationId(forged, KEY)).toBeUndefined()
      }
    }
  })
})

function ownerPart(id: string): string | undefined {
  return id.split('.')[2]
}
