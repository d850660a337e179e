import { managementAccounts } from '../../../lib/adapters/management-api.ts'
import type { OutsideAnswer, OutsideRequest } from '../../../lib/adapters/outside.ts'
import type { Cache } from '../../../lib/adapters/sealed-cache.ts'
import { UpstreamError } from '../../../lib/errors.ts'
import { userId } from '../../support/values.ts'

const DOMAIN = 'acme.eu.auth0.com'
const ADA = userId('email|ada')
const SMS = { provider: 'sms', id: 'new' }
const NAME = 'management companion'

type Told = OutsideAnswer | Error
type Plan = { token?: Told[]; api?: Told[]; kept?: Map<string, string> }

const token = (access_token: string, expires_in: number | string = 86_400): OutsideAnswer => ({
  status: 200,
  body: { access_token, expires_in, token_type: 'Bearer', scope: 'read:users update:users' },
})
const created: OutsideAnswer = { status: 201, body: [] }
const refusal = (status: number, errorCode: string): OutsideAnswer => ({
  status,
  body: { statusCode: status, error: 'x', message: 'x', errorCode },
})

/** Accounts at a tenant that answers by the plan; the last answer of each kind stays. */
function accountsAt(plan: Plan = {}) {
  const asked: OutsideRequest[] = []
  const told = { token: plan.token ?? [token('t-1'), token('t-2')], api: plan.api ?? [created] }
  const outside = (request: OutsideRequest): Promise<OutsideAnswer> => {
    asked.push(request)
    const list = request.url.endsWith('/oauth/token') ? told.token : told.api
    const answer = list.length > 1 ? list.shift() : list[0]
    return answer instanceof Error || answer === undefined
      ? Promise.reject(answer ?? new Error('no answer'))
      : Promise.resolve(answer)
  }
  const kept = plan.kept ?? new Map<string, string>()
  const ttls: number[] = []
  const cache: Cache = {
    get: (name) => kept.get(name),
    set: (name, value, ttl) => {
      ttls.push(ttl)
      kept.set(name, value)
    },
  }
  const companion = { clientId: 'companion', clientSecret: 'secret' }
  const names = () => asked.map(({ at }) => at)
  return { accounts: managementAccounts(DOMAIN, companion, { outside, cache }), asked, names, kept, ttls }
}

describe('link', () => {
  test('R64 posts the identity to the primary, at the canonical domain, with the token', async () => {
    const { accounts, asked } = accountsAt()
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'linked' })
    expect(asked[0]).toMatchObject({
      url: `https://${DOMAIN}/oauth/token`,
      form: { grant_type: 'client_credentials', audience: `https://${DOMAIN}/api/v2/` },
    })
    expect(asked[1]).toEqual({
      at: 'link',
      url: `https://${DOMAIN}/api/v2/users/email%7Cada/identities`,
      method: 'POST',
      json: { provider: 'sms', user_id: 'new' },
      headers: { authorization: 'Bearer t-1' },
      retry: 'on_429',
    })
  })

  test.each<[string, Told, string]>([
    ['T29 the scope is missing', refusal(403, 'insufficient_scope'), 'link_http_403'],
    ['T12 the user is gone', refusal(404, 'inexistent_user'), 'link_http_404'],
    ['R25 somebody was first', refusal(409, 'identity_conflict'), 'link_http_409'],
    ['R61 the limit is reached', refusal(429, 'too_many_requests'), 'link_http_429'],
    ['R61 it fails', { status: 500, body: undefined }, 'link_http_500'],
    ['a success that is not the documented one', { status: 200, body: [] }, 'link_http_200'],
    ['R61 it hangs', new UpstreamError('link', 'timeout'), 'link_timeout'],
    ['R61 it breaks', new UpstreamError('link', 'unreachable'), 'link_unreachable'],
    ['R61 it talks nonsense', new UpstreamError('link', 'malformed'), 'link_malformed'],
  ])('%s: not confirmed', async (_name, told, code) => {
    const { accounts } = accountsAt({ api: [told] })
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'not_confirmed', code })
  })

  test('what is nobody’s fault outside is not hidden', async () => {
    const { accounts } = accountsAt({ api: [new TypeError('a mistake of ours')] })
    await expect(accounts.link(ADA, SMS)).rejects.toThrow('a mistake of ours')
    await expect(accounts.holds(ADA, SMS)).rejects.toThrow('a mistake of ours')
  })
})

describe('one phone per account', () => {
  const phone = (user_id: string) => ({ provider: 'sms', user_id })
  test.each<[string, unknown[], string]>([
    ['the only phone', [{ provider: 'email', user_id: 'ada' }, phone('new')], 'linked'],
    [
      'R26 a phone after another',
      [{ provider: 'email', user_id: 'ada' }, phone('old'), phone('new')],
      'linked_second',
    ],
    ['R26 the first of two', [phone('new'), phone('later')], 'linked'],
  ])('%s', async (_name, body, kind) => {
    const { accounts } = accountsAt({ api: [{ status: 201, body }] })
    expect(await accounts.link(ADA, SMS)).toEqual({ kind })
  })

  test('R24 unlinking takes the identity off, and marks what becomes of it as ours', async () => {
    const { accounts, asked } = accountsAt({ api: [{ status: 200, body: [] }] })
    await accounts.unlink(ADA, SMS)
    expect(asked.slice(1)).toMatchObject([
      {
        at: 'unlink',
        url: `https://${DOMAIN}/api/v2/users/email%7Cada/identities/sms/new`,
        method: 'DELETE',
      },
      {
        at: 'mark',
        url: `https://${DOMAIN}/api/v2/users/sms%7Cnew`,
        method: 'PATCH',
        json: { app_metadata: { phone_link_born: true } },
      },
    ])
  })

  test('R61 an unlink that is not confirmed is an error', async () => {
    const { accounts } = accountsAt({ api: [{ status: 404, body: undefined }] })
    await expect(accounts.unlink(ADA, SMS)).rejects.toThrow('unlink_http_404')
  })
})

describe('holds', () => {
  const user = (identities: unknown): OutsideAnswer => ({ status: 200, body: { identities } })
  test.each<[string, Told, string]>([
    ['R24 the account has it', user([{ provider: 'sms', user_id: 'new' }]), 'yes'],
    ['the account does not have it', user([{ provider: 'email', user_id: 'ada' }]), 'no'],
    ['the account is gone', refusal(404, 'inexistent_user'), 'unknown'],
    ['R61 it cannot be read', new UpstreamError('read', 'timeout'), 'unknown'],
    ['R61 it fails', { status: 503, body: undefined }, 'unknown'],
  ])('%s', async (_name, told, expected) => {
    const { accounts, asked } = accountsAt({ api: [told] })
    expect(await accounts.holds(ADA, SMS)).toBe(expected)
    expect(asked.at(-1)?.url).toContain('/users/email%7Cada?fields=identities')
  })
})

test.each<[string, unknown, string]>([
  ['R26 any phone counts where none is named', [{ provider: 'sms', user_id: 'other' }], 'yes'],
  ['an address is no phone', [{ provider: 'email', user_id: 'ada' }], 'no'],
  ['nothing readable is no phone', undefined, 'no'],
])('%s', async (_name, identities, expected) => {
  const { accounts } = accountsAt({ api: [{ status: 200, body: { identities } }] })
  expect(await accounts.holds(ADA)).toBe(expected)
})

describe('the Management token', () => {
  test('is fetched once for preparing, linking and reading', async () => {
    const { accounts, names } = accountsAt()
    await accounts.prepare()
    await accounts.link(ADA, SMS)
    await accounts.holds(ADA, SMS)
    expect(names()).toEqual(['management_token', 'link', 'read'])
  })

  test('comes from the cache when it is there', async () => {
    const { accounts, asked } = accountsAt({ kept: new Map([[NAME, 't-kept']]) })
    await accounts.link(ADA, SMS)
    expect(asked.map(({ headers }) => headers?.authorization)).toEqual(['Bearer t-kept'])
  })

  test.each<[string, number | string, number[]]>([
    ['a day, less five minutes', 86_400, [86_100_000]],
    ['no longer than the platform keeps anything', 2_592_000, [86_400_000]],
    ['not at all when it ends within five minutes', 300, []],
    ['not at all when its end cannot be read', 'soon', []],
  ])('is kept %s', async (_name, lifetime, expected) => {
    const { accounts, ttls } = accountsAt({ token: [token('t-1', lifetime)] })
    await accounts.prepare()
    expect(ttls).toEqual(expected)
  })

  test('a cached one that is refused is renewed once, and the new one kept', async () => {
    const { accounts, asked, kept } = accountsAt({
      kept: new Map([[NAME, 't-old']]),
      api: [refusal(401, 'invalid_token'), created],
    })
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'linked' })
    expect(asked.map(({ at, headers }) => headers?.authorization ?? at)).toEqual([
      'Bearer t-old',
      'management_token',
      'Bearer t-1',
    ])
    expect(kept.get(NAME)).toBe('t-1')
  })

  test('T29 a cached one without a scope that was granted since is renewed', async () => {
    const { accounts, names } = accountsAt({
      kept: new Map([[NAME, 't-old']]),
      api: [refusal(403, 'insufficient_scope'), created],
    })
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'linked' })
    expect(names()).toEqual(['link', 'management_token', 'link'])
  })

  test('a cached one that is refused twice is not renewed again', async () => {
    const { accounts, names } = accountsAt({
      kept: new Map([[NAME, 't-old']]),
      api: [refusal(401, 'invalid_token')],
    })
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'not_confirmed', code: 'link_http_401' })
    expect(names()).toEqual(['link', 'management_token', 'link'])
  })

  test('a new one that is refused is not renewed', async () => {
    const { accounts, names } = accountsAt({ api: [refusal(401, 'invalid_token')] })
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'not_confirmed', code: 'link_http_401' })
    expect(names()).toEqual(['management_token', 'link'])
  })

  test.each<[string, Told, string]>([
    [
      'R61 the secret is wrong',
      { status: 401, body: { error: 'access_denied' } },
      'management_token_http_401',
    ],
    ['R61 there is no grant', { status: 403, body: { error: 'access_denied' } }, 'management_token_http_403'],
    [
      'R61 the answer holds none',
      { status: 200, body: { token_type: 'Bearer' } },
      'management_token_malformed',
    ],
    ['R61 it hangs', new UpstreamError('management_token', 'timeout'), 'management_token_timeout'],
  ])('%s: asked for once, nothing linked, nothing read', async (_name, told, code) => {
    const { accounts, names } = accountsAt({ token: [told] })
    await expect(accounts.prepare()).resolves.toBeUndefined()
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'not_confirmed', code })
    expect(await accounts.holds(ADA, SMS)).toBe('unknown')
    expect(names()).toEqual(['management_token'])
  })
})
