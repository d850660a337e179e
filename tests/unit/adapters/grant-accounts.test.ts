import { grantAccounts } from '../../../lib/adapters/grant-accounts.ts'
import type { OutsideAnswer, OutsideRequest } from '../../../lib/adapters/outside.ts'
import { UpstreamError } from '../../../lib/errors.ts'
import { ADAS } from '../../support/fake-grant.ts'
import { NOW } from '../../support/phone-logins.ts'
import { userId } from '../../support/values.ts'

const ADA = userId('email|ada|1')

function accountsAnswering(answer: OutsideAnswer | Error) {
  const asked: OutsideRequest[] = []
  const read: unknown[] = []
  const calls = {
    base: 'https://acme.eu.auth0.com/api/v2',
    prepare: () => Promise.resolve(),
    call: (request: OutsideRequest) => {
      asked.push(request)
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
  }
  const readAs = (user: unknown) => {
    read.push(user)
    return ADAS
  }
  return { accounts: grantAccounts(calls, readAs), asked, read }
}

describe('reading the account', () => {
  test('asks for what decides, and no more', async () => {
    const body = { user_id: ADA }
    const { accounts, asked, read } = accountsAnswering({ status: 200, body })
    expect(await accounts.read(ADA)).toBe(ADAS)
    expect(read).toEqual([body])
    expect(asked[0]?.method).toBe('GET')
    const url = new URL(asked[0]?.url ?? '')
    expect(url.pathname).toBe('/api/v2/users/email%7Cada%7C1')
    expect(url.searchParams.get('fields')).toBe(
      'user_id,email_verified,blocked,identities,multifactor,app_metadata',
    )
  })

  test('T12 one that is gone is none', async () => {
    expect(await accountsAnswering({ status: 404, body: {} }).accounts.read(ADA)).toBeUndefined()
  })

  test.each([
    ['R61 refused', { status: 403, body: {} }, 'read_http_403'],
    ['R61 out of reach', new UpstreamError('read', 'timeout'), 'read_timeout'],
  ])('%s, it is an error', async (_name, answer, message) => {
    await expect(accountsAnswering(answer).accounts.read(ADA)).rejects.toThrow(message)
  })
})

describe('recording', () => {
  test('T19 writes our own keys, and takes one away by null', async () => {
    const { accounts, asked } = accountsAnswering({ status: 200, body: {} })
    const records = [
      { kind: 'record_attempts', attempts: [{ at: NOW, numbers: ['n'] }] },
      { kind: 'record_used_tokens', tokens: [{ at: NOW, mark: 'm' }] },
      { kind: 'record_offers', offers: { times: 1, lastAt: undefined } },
      { kind: 'drop_pending' },
    ] as const
    expect(await accounts.record(ADA, records)).toEqual({ kind: 'recorded' })
    expect(asked[0]).toMatchObject({
      method: 'PATCH',
      json: {
        app_metadata: {
          phone_link_attempts: [[NOW.getTime() / 1000, 'n']],
          phone_link_tokens: [[NOW.getTime() / 1000, 'm']],
          phone_link_offers: { times: 1 },
          phone_link_pending: null,
        },
      },
    })
  })

  test.each([
    [{ status: 429, body: {} }, 'record_http_429'],
    [new UpstreamError('record', 'timeout'), 'record_timeout'],
  ])('R61 never rejects (%#)', async (answer, code) => {
    expect(await accountsAnswering(answer).accounts.record(ADA, [{ kind: 'drop_pending' }])).toEqual({
      kind: 'not_confirmed',
      code,
    })
  })

  test('a mistake of ours is no answer', async () => {
    const { accounts } = accountsAnswering(new TypeError('ours'))
    await expect(accounts.record(ADA, [{ kind: 'drop_pending' }])).rejects.toThrow('ours')
  })
})
