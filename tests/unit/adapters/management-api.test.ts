import { managementAccounts } from '../../../lib/adapters/management-api.ts'
import { managementCalls } from '../../../lib/adapters/management-calls.ts'
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
const phone = (user_id: unknown) => ({ provider: 'sms', user_id })
const EMAIL = { provider: 'email', user_id: 'ada' }
const created: OutsideAnswer = { status: 201, body: [EMAIL, phone('new')] }
const linked = { kind: 'linked', phones: ['new'] }
const unlinked: OutsideAnswer = { status: 200, body: [EMAIL] }
const deleted: OutsideAnswer = { status: 204, body: undefined }
const user = (...identities: unknown[]): OutsideAnswer => ({ status: 200, body: { identities } })
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
  return {
    accounts: managementAccounts(managementCalls(DOMAIN, companion, { outside, cache })),
    asked,
    names,
    kept,
    ttls,
  }
}

describe('link', () => {
  test('R64 posts the identity to the primary, at the canonical domain, with the token', async () => {
    const { accounts, asked } = accountsAt()
    expect(await accounts.link(ADA, SMS)).toEqual(linked)
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
    await expect(accounts.readPhones(ADA)).rejects.toThrow('a mistake of ours')
  })
})

describe('what is linked now', () => {
  test.each<[string, unknown, string[]]>([
    ['the only phone', [EMAIL, phone('new')], ['new']],
    [
      'R26 a phone after another, in the order of linking',
      [EMAIL, phone('old'), phone('new')],
      ['old', 'new'],
    ],
    ['T23 phones before the primary', [phone('new'), EMAIL], ['new']],
    ['a phone without an id', [phone(undefined), phone(7), phone('new')], ['new']],
    ['a list of something else', [null, 'sms', 7], []],
    ['no list', { identities: [] }, []],
  ])('%s', async (_name, body, phones) => {
    const { accounts } = accountsAt({ api: [{ status: 201, body }] })
    expect(await accounts.link(ADA, SMS)).toEqual({ kind: 'linked', phones })
  })
})

describe('removing a phone', () => {
  test('R24 unlinks it, then deletes the account of its own that this has made', async () => {
    const { accounts, asked } = accountsAt({ api: [unlinked, deleted] })
    expect(await accounts.removePhone(ADA, SMS)).toEqual({ kind: 'removed' })
    const rest = { headers: { authorization: 'Bearer t-1' }, retry: 'on_429_or_5xx' }
    expect(asked.slice(1)).toEqual([
      {
        at: 'unlink',
        url: `https://${DOMAIN}/api/v2/users/email%7Cada/identities/sms/new`,
        method: 'DELETE',
        ...rest,
      },
      { at: 'delete', url: `https://${DOMAIN}/api/v2/users/sms%7Cnew`, method: 'DELETE', ...rest },
    ])
  })

  test('T24 ids are escaped', async () => {
    const { accounts, asked } = accountsAt({ api: [unlinked, deleted] })
    await accounts.removePhone(userId('oidc|a|b/c'), { provider: 'sms', id: 'x/../y' })
    expect(asked.slice(1).map(({ url }) => new URL(url).pathname)).toEqual([
      '/api/v2/users/oidc%7Ca%7Cb%2Fc/identities/sms/x%2F..%2Fy',
      '/api/v2/users/sms%7Cx%2F..%2Fy',
    ])
  })

  const gone = user(EMAIL)
  const there = user(EMAIL, phone('new'))
  test.each<[string, Told[], object, string[]]>([
    [
      'R26 one that another tab has taken off',
      [refusal(404, 'x'), gone, deleted],
      { kind: 'removed' },
      ['unlink', 'read', 'delete'],
    ],
    [
      'R61 one whose answer is lost',
      [new UpstreamError('unlink', 'timeout'), gone, deleted],
      { kind: 'removed' },
      ['unlink', 'read', 'delete'],
    ],
    [
      'R24 one whose account is gone too',
      [unlinked, refusal(404, 'inexistent_user')],
      { kind: 'removed' },
      ['unlink', 'delete'],
    ],
    [
      'R61 one that is still there',
      [refusal(500, 'x'), there],
      { kind: 'not_confirmed', code: 'unlink_http_500' },
      ['unlink', 'read'],
    ],
    [
      'T29 one without the scope',
      [refusal(403, 'insufficient_scope'), there],
      { kind: 'not_confirmed', code: 'unlink_http_403' },
      ['unlink', 'read'],
    ],
    [
      'R61 one of which nothing is known',
      [new UpstreamError('unlink', 'unreachable'), new UpstreamError('read', 'timeout')],
      { kind: 'not_confirmed', code: 'unlink_unreachable' },
      ['unlink', 'read'],
    ],
    [
      'T12 one of a user who is gone',
      [refusal(404, 'x'), refusal(404, 'inexistent_user')],
      { kind: 'not_confirmed', code: 'unlink_http_404' },
      ['unlink', 'read'],
    ],
    [
      'R61 one that leaves an account over',
      [unlinked, refusal(500, 'x')],
      { kind: 'left_over', code: 'delete_http_500' },
      ['unlink', 'delete'],
    ],
    [
      'T29 one whose deletion is not granted',
      [unlinked, refusal(403, 'x')],
      { kind: 'left_over', code: 'delete_http_403' },
      ['unlink', 'delete'],
    ],
    [
      'R61 one whose deletion hangs',
      [unlinked, new UpstreamError('delete', 'timeout')],
      { kind: 'left_over', code: 'delete_timeout' },
      ['unlink', 'delete'],
    ],
  ])('%s', async (_name, api, expected, calls) => {
    const { accounts, names } = accountsAt({ api })
    expect(await accounts.removePhone(ADA, SMS)).toEqual(expected)
    expect(names().slice(1)).toEqual(calls)
  })

  test('what is nobody’s fault outside is not hidden', async () => {
    const { accounts } = accountsAt({ api: [new TypeError('a mistake of ours')] })
    await expect(accounts.removePhone(ADA, SMS)).rejects.toThrow('a mistake of ours')
    await expect(accounts.deleteLeftOver(SMS)).rejects.toThrow('a mistake of ours')
  })
})

describe('deleting what was left over', () => {
  test.each<[string, Told, object]>([
    ['a phone account', deleted, { kind: 'removed' }],
    ['one that is not there', refusal(404, 'inexistent_user'), { kind: 'removed' }],
    ['R61 one that stays', { status: 503, body: undefined }, { kind: 'left_over', code: 'delete_http_503' }],
  ])('%s', async (_name, told, expected) => {
    const { accounts, asked } = accountsAt({ api: [told] })
    expect(await accounts.deleteLeftOver(SMS)).toEqual(expected)
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', url: `https://${DOMAIN}/api/v2/users/sms%7Cnew` })
  })

  test.each(['email', 'auth0', '', 'sms|'])('T01 an account of %s is never deleted', async (provider) => {
    const { accounts, asked } = accountsAt({ api: [deleted] })
    expect(await accounts.deleteLeftOver({ provider, id: 'ada' })).toMatchObject({ kind: 'not_confirmed' })
    expect(asked).toEqual([])
  })

  test.each(['google-oauth2', 'email', 'SMS', ''])(
    'T01 an identity of %s is no phone: it is neither unlinked nor deleted',
    async (provider) => {
      const { accounts, asked } = accountsAt({ api: [unlinked] })
      expect(await accounts.removePhone(ADA, { provider, id: '1' })).toEqual({
        kind: 'not_confirmed',
        code: 'unlink_not_a_phone',
      })
      expect(asked).toEqual([])
    },
  )
})

describe('reading the phones', () => {
  test.each<[string, Told, string[] | undefined]>([
    ['R24 of an account with one', user(EMAIL, phone('new')), ['new']],
    ['of an account without', user(EMAIL), []],
    ['of an answer without identities', { status: 200, body: {} }, []],
    ['of an account that is gone', refusal(404, 'inexistent_user'), undefined],
    ['R61 that cannot be read', new UpstreamError('read', 'timeout'), undefined],
    ['R61 that fail', { status: 503, body: undefined }, undefined],
  ])('%s', async (_name, told, expected) => {
    const { accounts, asked } = accountsAt({ api: [told] })
    expect(await accounts.readPhones(ADA)).toEqual(expected)
    expect(asked.at(-1)?.url).toContain('/users/email%7Cada?fields=identities')
  })
})

describe('the Management token', () => {
  test('is fetched once for preparing, linking and reading', async () => {
    const { accounts, names } = accountsAt()
    await accounts.prepare()
    await accounts.link(ADA, SMS)
    await accounts.readPhones(ADA)
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
    expect(await accounts.link(ADA, SMS)).toEqual(linked)
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
    expect(await accounts.link(ADA, SMS)).toEqual(linked)
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
    expect(await accounts.readPhones(ADA)).toBeUndefined()
    expect(names()).toEqual(['management_token'])
  })
})
