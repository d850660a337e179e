import { createHmac } from 'node:crypto'
import { actionBench, claimsOf, loginEvent, onLogin } from './action-bench.ts'

const claim = (name: string, value: string): string => `api.idToken.setCustomClaim('${name}', ${value})`

describe('what post-login Actions ask for', () => {
  test('claims and scopes of all Actions are gathered, the last word counts', async () => {
    const { login } = actionBench([
      onLogin(`${claim('a', '1')}; ${claim('b', '1')}; api.accessToken.setCustomClaim('c', [1]);
        api.accessToken.addScope('x'); api.accessToken.removeScope('y')`),
      onLogin(`${claim('b', '2')}; api.accessToken.addScope('y'); api.accessToken.removeScope('x')`),
    ])
    expect(await login()).toMatchObject({
      kind: 'completed',
      tokens: {
        idTokenClaims: { a: 1, b: 2 },
        accessTokenClaims: { c: [1] },
        addedScopes: ['y'],
        removedScopes: ['x'],
      },
    })
  })

  test('metadata of the user is merged by key, and null stays for removal', async () => {
    const { login } = actionBench([
      onLogin(`api.user.setAppMetadata('a', { deep: true }); api.user.setUserMetadata('b', 1)`),
      onLogin(`api.user.setAppMetadata('c', null)`),
    ])
    expect((await login()).user).toEqual({
      appMetadata: { a: { deep: true }, c: null },
      userMetadata: { b: 1 },
      recordedMethods: [],
    })
  })

  test('methods can be chained', async () => {
    const { login } = actionBench([
      onLogin(`api.user.setAppMetadata('a', 1).transaction.setMetadata('b', 2).access.deny('c')`),
    ])
    expect(await login()).toMatchObject({ kind: 'denied', metadata: { b: 2 } })
  })

  test('a denial ends the login after its Action, and keeps what was asked for until then', async () => {
    const { login, runtime } = actionBench([
      onLogin(`api.user.setAppMetadata('first', 1)`),
      onLogin(`api.access.deny('no'); api.user.setAppMetadata('second', 1)`),
      onLogin(`api.user.setAppMetadata('third', 1)`),
    ])
    expect(await login()).toMatchObject({
      kind: 'denied',
      reason: 'no',
      action_name: 'action-1',
      user: { appMetadata: { first: 1, second: 1 } },
    })
    expect(runtime.runs()).toHaveLength(2)
  })

  test('an Action that throws adds nothing, and ends the login', async () => {
    const { login, runtime } = actionBench([
      onLogin(`${claim('first', '1')}; api.user.setAppMetadata('first', 1)`),
      onLogin(`${claim('second', '1')}; api.user.setAppMetadata('second', 1);
        api.transaction.setMetadata('second', 1); throw new Error('oh')`),
      onLogin(claim('third', '1')),
    ])
    expect(await login()).toEqual({
      kind: 'failed',
      message: 'oh',
      action_name: 'action-1',
      user: { appMetadata: { first: 1 }, userMetadata: {}, recordedMethods: [] },
      tokens: { idTokenClaims: { first: 1 }, accessTokenClaims: {}, addedScopes: [], removedScopes: [] },
      metadata: {},
    })
    expect(runtime.runs().map(({ error }) => error)).toEqual([undefined, 'oh'])
  })

  test('what an Action does after its handler has ended is lost', async () => {
    const { login } = actionBench([onLogin(`setTimeout(() => ${claim('late', '1')}, 5)`)])
    expect(claimsOf(await login())).toEqual({})
  })

  test('bindings of removed and of undeployed Actions are passed over', async () => {
    const { login, state } = actionBench([
      onLogin(claim('removed', '1')),
      { code: onLogin(claim('undeployed', '1')), deployed: false },
      onLogin(claim('there', '1')),
    ])
    state.configuration.actions.splice(0, 1)
    expect(claimsOf(await login())).toEqual({ there: 1 })
  })

  test('a newly deployed version takes over at the next login', async () => {
    const { login, state } = actionBench([onLogin(claim('version', '1'))])
    await login()
    const [action] = state.configuration.actions
    const [version] = state.configuration.actionVersions
    if (!action || !version) throw new Error('The bench has one Action.')
    state.configuration.actionVersions.push({ ...version, id: 'v2', code: onLogin(claim('version', '2')) })
    action.deployed_version_id = 'v2'
    expect(claimsOf(await login())).toEqual({ version: 2 })
  })
})

describe('transaction metadata', () => {
  const set = (key: string, value: string): string => onLogin(`api.transaction.setMetadata(${key}, ${value})`)

  test('the Action sees at once what it sets, and later ones see it too', async () => {
    const read = claim('seen', `event.transaction.metadata`)
    const { login } = actionBench([
      onLogin(`api.transaction.setMetadata('k', 'v'); api.transaction.setMetadata('gone', null);
        ${claim('at_once', 'event.transaction.metadata.k')}`),
      onLogin(read),
    ])
    const result = await login({ metadata: { gone: 1, stays: true } })
    expect(claimsOf(result)).toEqual({ at_once: 'v', seen: { k: 'v', stays: true } })
    expect(result.metadata).toEqual({ k: 'v', stays: true })
  })

  test('changing the event is not setting', async () => {
    const { login } = actionBench([onLogin(`event.transaction.metadata = { k: 1 }`)])
    expect((await login()).metadata).toEqual({})
  })

  test.each([
    ['a key of 64 characters', `'k'.repeat(64)`, `1`, true],
    ['a key of 65 characters', `'k'.repeat(65)`, `1`, false],
    ['an empty key', `''`, `1`, false],
    ['a value of 8192 bytes', `'k'`, `'v'.repeat(8192)`, true],
    ['a value of 8193 bytes', `'k'`, `'v'.repeat(8193)`, false],
    ['a value of 4097 letters of two bytes', `'k'`, `'é'.repeat(4097)`, false],
    ['the largest safe integer', `'k'`, `Number.MAX_SAFE_INTEGER`, true],
    ['an integer beyond it', `'k'`, `Number.MAX_SAFE_INTEGER + 1`, false],
    ['no number at all', `'k'`, `NaN`, false],
    ['false', `'k'`, `false`, true],
    ['an object', `'k'`, `{}`, false],
    ['nothing', `'k'`, `undefined`, false],
  ])('%s', async (_name, key, value, accepted) => {
    const { login } = actionBench([set(key, value)])
    expect((await login()).kind).toBe(accepted ? 'completed' : 'failed')
  })

  test('16384 bytes in total are kept, and one more is not', async () => {
    const { login } = actionBench([
      onLogin(`
        api.transaction.setMetadata('a', 'v'.repeat(8191))
        api.transaction.setMetadata('b', 'v'.repeat(event.size))`),
    ])
    expect((await login({ event: { size: 8191 } })).kind).toBe('completed')
    expect((await login({ event: { size: 8192 } })).kind).toBe('failed')
  })
})

describe('the primary user', () => {
  test('user metadata set in the same Action is lost, of other Actions kept', async () => {
    const { login } = actionBench([
      onLogin(`api.user.setUserMetadata('before', 1)`),
      onLogin(`api.user.setUserMetadata('lost', 1); api.user.setAppMetadata('kept', 1);
        api.authentication.setPrimaryUser('email|2')`),
    ])
    expect((await login()).user).toEqual({
      primaryUserId: 'email|2',
      appMetadata: { kept: 1 },
      userMetadata: { before: 1 },
      recordedMethods: [],
    })
  })

  const set = `api.authentication.setPrimaryUser('email|2');`
  test.each([
    ['twice in one Action', [onLogin(set + set)]],
    ['in two Actions', [onLogin(set), onLogin(set)]],
  ])('it cannot be set %s', async (_name, actions) => {
    expect(await actionBench(actions).login()).toMatchObject({
      kind: 'failed',
      message: 'setPrimaryUser may be called once per transaction.',
    })
  })

  test('its id has 128 characters at most', async () => {
    const { login } = actionBench([onLogin(`api.authentication.setPrimaryUser('x'.repeat(event.size))`)])
    expect((await login({ event: { size: 128 } })).kind).toBe('completed')
    expect((await login({ event: { size: 129 } })).kind).toBe('failed')
  })
})

describe('redirects', () => {
  const redirecting = `
    exports.onExecutePostLogin = async (event, api) => {
      api.transaction.setMetadata('ticket', 'x')
      api.redirect.sendUserTo('https://page.example/start?a=1', { query: { b: '2 3' } })
      ${claim('redirecting', '1')}
    }
    exports.onContinuePostLogin = async (event, api) => {
      ${claim('continued', 'event.transaction.metadata.ticket')}
      api.authentication.recordMethod('https://page.example/')
    }`

  test('a redirect ends the run after its Action, and tells how to resume', async () => {
    const { login, runtime } = actionBench([onLogin(''), redirecting, onLogin(claim('later', '1'))])
    expect(await login()).toMatchObject({
      kind: 'redirect',
      url: 'https://page.example/start?a=1&b=2+3',
      binding_index: 1,
      action_id: 'act_1',
      metadata: { ticket: 'x' },
      tokens: { idTokenClaims: { redirecting: 1 } },
    })
    expect(runtime.runs().map(({ action_name }) => action_name)).toEqual(['action-0', 'action-1'])
  })

  test('resuming runs the same Action, then the later ones, and none of the earlier', async () => {
    const { login, runtime } = actionBench([onLogin(''), redirecting, onLogin(claim('later', '1'))])
    const result = await login({
      resume: { binding_index: 1, action_id: 'act_1' },
      metadata: { ticket: 'x' },
    })
    expect(claimsOf(result)).toEqual({ continued: 'x', later: 1 })
    expect(result.user.recordedMethods).toEqual(['https://page.example/'])
    expect(runtime.runs().map(({ action_name, handler }) => `${action_name} ${handler}`)).toEqual([
      'action-1 onContinuePostLogin',
      'action-2 onExecutePostLogin',
    ])
  })

  test('an Action that moved meanwhile is found again', async () => {
    const { login } = actionBench([redirecting])
    const result = await login({ resume: { binding_index: 5, action_id: 'act_0' }, metadata: {} })
    expect(result.kind).toBe('completed')
  })

  test('an Action that is gone meanwhile fails the login', async () => {
    const { login } = actionBench([redirecting])
    const result = await login({ resume: { binding_index: 0, action_id: 'act_9' }, metadata: {} })
    expect(result).toMatchObject({ kind: 'failed' })
  })

  test('without onContinuePostLogin there is no coming back', async () => {
    const { login } = actionBench([onLogin('')])
    const result = await login({ resume: { binding_index: 0, action_id: 'act_0' } })
    expect(result).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('"onContinuePostLogin" handler') as string,
    })
  })

  test.each([
    ['twice', `api.redirect.sendUserTo('https://a.example'); api.redirect.sendUserTo('https://b.example')`],
    ['to no absolute URL', `api.redirect.sendUserTo('/path')`],
    ['and render a form', `api.redirect.sendUserTo('https://a.example'); api.prompt.render('ap_1')`],
  ])('an Action cannot redirect %s', async (_name, body) => {
    const { login } = actionBench([onLogin(body)])
    expect((await login()).kind).toBe('failed')
  })

  test('a denial beats a redirect', async () => {
    const { login } = actionBench([
      onLogin(`api.redirect.sendUserTo('https://a.example'); api.access.deny('no')`),
    ])
    expect((await login()).kind).toBe('denied')
  })

  test.each([
    ['oidc-basic-profile', true, true],
    ['oidc-basic-profile', false, false],
    ['oauth2-refresh-token', true, false],
  ])('canRedirect says for %s, when pages can be shown is %s: %s', async (protocol, canShowPage, can) => {
    const { login } = actionBench([onLogin(claim('can', 'api.redirect.canRedirect()'))])
    const event = loginEvent({}, protocol)
    expect(claimsOf(await login({ event, canRedirect: canShowPage }))).toEqual({ can })
  })

  test.each(['oauth2-refresh-token', 'oauth2-resource-owner'])(
    'a redirect that an Action wants in a login by %s is for the grant to refuse',
    async (protocol) => {
      const { login } = actionBench([onLogin(`api.redirect.sendUserTo('https://a.example')`)])
      const event = loginEvent({}, protocol)
      expect(await login({ event, canRedirect: false })).toMatchObject({ kind: 'redirect' })
    },
  )

  test('recordMethod is for those who come back', async () => {
    const { login } = actionBench([onLogin(`api.authentication.recordMethod('https://page.example/')`)])
    expect(await login()).toMatchObject({
      kind: 'failed',
      message: 'recordMethod is only available in onContinuePostLogin.',
    })
  })
})

describe('tokens for the page in between', () => {
  const SECRET = 'a-shared-secret'

  test('encodeToken signs who, where and until when with HS256', async () => {
    const { login, clock } = actionBench([
      {
        code: onLogin(
          claim(
            'token',
            `api.redirect.encodeToken({ secret: event.secrets.S, payload: { a: 1, sub: 'no' } })`,
          ),
        ),
        secrets: { S: SECRET },
      },
    ])
    const { token } = claimsOf(await login()) as { token: string }
    const [header = '', payload = '', signature] = token.split('.')
    expect(signature).toBe(createHmac('sha256', SECRET).update(`${header}.${payload}`).digest('base64url'))
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number; exp: number }
    expect(claims).toMatchObject({ iss: 'localhost:3443', sub: 'email|1', ip: '127.0.0.1', a: 1 })
    expect(claims.exp - claims.iat).toBe(900)
    expect(Math.abs(claims.iat - clock.now().getTime() / 1000)).toBeLessThan(60)
  })

  const now = Math.floor(Date.now() / 1000)
  const good = { iss: 'page', sub: 'email|1', exp: now + 600, state: 'the-state', answer: 42 }

  test.each([
    ['a good one', good, {}, null],
    ['one that has expired', { ...good, exp: now - 600 }, {}, 'has expired'],
    ['one for another state', { ...good, state: 'other' }, {}, 'state'],
    ['one without subject', { ...good, sub: undefined }, {}, 'lacks iss or sub'],
    ['one signed with another secret', good, { secret: 'other' }, 'signature'],
    ['one without signature', good, { alg: 'none' }, 'HS256'],
  ])('validateToken judges %s', async (_name, claims, forge: { secret?: string; alg?: string }, problem) => {
    const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
    const signed = `${encode({ alg: forge.alg ?? 'HS256', typ: 'JWT' })}.${encode(claims)}`
    const signature = createHmac('sha256', forge.secret ?? SECRET)
      .update(signed)
      .digest('base64url')
    const token = `${signed}.${forge.alg === 'none' ? '' : signature}`
    const { login } = actionBench([
      {
        code: `exports.onContinuePostLogin = async (event, api) => {
          ${claim('answer', `api.redirect.validateToken({ secret: event.secrets.S, tokenParameterName: 't' }).answer`)} }`,
        secrets: { S: SECRET },
      },
    ])
    const event = {
      ...loginEvent({}),
      request: { hostname: 'h', ip: '::1', query: { state: 'the-state' }, body: { t: token } },
    }
    const result = await login({ event, resume: { binding_index: 0, action_id: 'act_0' } })
    if (problem === null) expect(claimsOf(result)).toEqual({ answer: 42 })
    else expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining(problem) as string })
  })
})
