import { actionBench, claimsOf, onLogin } from './action-bench.ts'

describe('the wrapper Actions run in', () => {
  test('an Action finds no environment', async () => {
    const { login } = actionBench([onLogin(`api.idToken.setCustomClaim('env', Object.keys(process.env))`)])
    expect(claimsOf(await login())).toEqual({ env: [] })
  })

  test('an Action is given its own secrets, and no record keeps them', async () => {
    const code = onLogin(`api.idToken.setCustomClaim('secrets', event.secrets)`)
    const { login, runtime } = actionBench([
      { code, secrets: { KEY: 'one-secret' } },
      { code: code.replace("'secrets'", "'others'"), secrets: {} },
    ])
    expect(claimsOf(await login())).toEqual({ secrets: { KEY: 'one-secret' }, others: {} })
    expect(JSON.stringify(runtime.runs())).not.toContain('one-secret')
  })

  test('the module body runs once, and its variables live on between logins', async () => {
    const { login } = actionBench([
      `let logins = 0; ${onLogin(`api.idToken.setCustomClaim('logins', ++logins)`)}`,
    ])
    await login()
    expect(claimsOf(await login())).toEqual({ logins: 2 })
  })

  test('a restart forgets the variables of modules', async () => {
    const { login, runtime } = actionBench([
      `let logins = 0; ${onLogin(`api.idToken.setCustomClaim('logins', ++logins)`)}`,
    ])
    await login()
    await runtime.restart()
    expect(claimsOf(await login())).toEqual({ logins: 1 })
  })

  test('there is no __dirname and no __filename', async () => {
    const { login } = actionBench([
      onLogin(`api.idToken.setCustomClaim('types', [typeof __dirname, typeof __filename])`),
    ])
    expect(claimsOf(await login())).toEqual({ types: ['undefined', 'undefined'] })
  })

  test.each([
    ['a plain function', '(event, api) => {}'],
    ['a function that returns a promise', '(event, api) => Promise.resolve()'],
    ['an async function in a wrapper', '((handler) => (...given) => handler(...given))(async () => {})'],
    ['no function', '42'],
  ])('%s is no handler', async (_name, handler) => {
    const { login } = actionBench([`exports.onExecutePostLogin = ${handler}`])
    expect(await login()).toMatchObject({
      kind: 'failed',
      action_name: 'action-0',
      message: expect.stringContaining(
        'Invalid function signature for the "onExecutePostLogin" handler',
      ) as string,
    })
  })

  test('an async method is a handler', async () => {
    const { login } = actionBench([`module.exports = { async onExecutePostLogin() {} }`])
    expect(await login()).toMatchObject({ kind: 'completed' })
  })

  test('a module that throws fails every login, with the same words', async () => {
    const { login } = actionBench([`throw new Error('not today')`])
    const results = [await login(), await login()]
    expect(results.map((result) => result.kind === 'failed' && result.message)).toEqual([
      'not today',
      'not today',
    ])
  })

  test('code of 100 kB runs, and one byte more does not', async () => {
    const code = onLogin('')
    const padded = (size: number): string => code + ' '.repeat(size - code.length)
    expect(await actionBench([padded(100_000)]).login()).toMatchObject({ kind: 'completed' })
    expect(await actionBench([padded(100_001)]).login()).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('must not exceed 100 kB') as string,
    })
  })

  test.each(['node:crypto', 'crypto', 'node:fs/promises'])('%s can be required', async (name) => {
    const { login } = actionBench([`require('${name}'); ${onLogin('')}`])
    expect(await login()).toMatchObject({ kind: 'completed' })
  })

  test('a package that is installed but not declared cannot be required', async () => {
    const { login } = actionBench([`require('yaml'); ${onLogin('')}`])
    expect(await login()).toMatchObject({ kind: 'failed', message: `Cannot find module 'yaml'` })
  })

  test('a declared dependency can be required', async () => {
    const { login } = actionBench([
      {
        code: `const { parse } = require('yaml'); ${onLogin(`api.idToken.setCustomClaim('a', parse('a: 1').a)`)}`,
        dependencies: ['yaml'],
      },
    ])
    expect(claimsOf(await login())).toEqual({ a: 1 })
  })

  test('a declared dependency that is not installed fails the login', async () => {
    const { login } = actionBench([
      { code: `require('no-such-package-here'); ${onLogin('')}`, dependencies: ['no-such-package-here'] },
    ])
    expect(await login()).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining(`Cannot find module 'no-such-package-here'`) as string,
    })
  })

  test('256 characters of what a run writes are kept, and not one more', async () => {
    const { login, runtime } = actionBench([
      onLogin(`console.log('x'.repeat(250)); console.error('y'.repeat(10)); console.log('z')`),
    ])
    await login()
    const [run] = runtime.runs()
    expect(run?.console.join('')).toBe('x'.repeat(250) + 'y'.repeat(6))
  })

  test('lines of runs that interleave are kept apart', async () => {
    const { login, runtime } = actionBench([
      onLogin(`const { n } = event; console.log(n); await new Promise(setImmediate); console.log(n)`),
    ])
    await Promise.all([login({ event: { n: 1 } }), login({ event: { n: 2 } })])
    const lines = runtime.runs().map((run) => run.console.join(' '))
    expect(lines.sort()).toEqual(['1 1', '2 2'])
  })

  test('Date follows the clock of the tenant, in every way of asking', async () => {
    const { login, clock } = actionBench([
      onLogin(`
        const given = new Date('2020-01-02T03:04:05Z')
        api.idToken.setCustomClaim('times', [Date.now(), new Date().getTime(), Date.parse(Date())])
        api.idToken.setCustomClaim('given', given.toISOString())
        api.idToken.setCustomClaim('is', new Date() instanceof Date && given.constructor === Date)`),
    ])
    clock.advance(-86_400)
    const { times, given, is } = claimsOf(await login()) as { times: number[]; given: string; is: boolean }
    const expected = clock.now().getTime()
    for (const time of times) expect(Math.abs(time - expected)).toBeLessThan(60_000)
    expect({ given, is }).toEqual({ given: '2020-01-02T03:04:05.000Z', is: true })
  })

  test('timers keep running on the clock of the host', async () => {
    const { login, clock } = actionBench([
      onLogin(`await new Promise((done) => setTimeout(done, 1)); api.idToken.setCustomClaim('ran', true)`),
    ])
    clock.advance(-86_400)
    expect(claimsOf(await login())).toEqual({ ran: true })
  })

  test('calls to the outside are recorded without their query', async () => {
    const { login, runtime } = actionBench([
      onLogin(`await fetch('http://127.0.0.1:1/path?secret=1', { method: 'post' }).catch(() => {})`),
    ])
    await login()
    expect(runtime.runs()[0]?.outside_calls).toEqual([
      {
        method: 'POST',
        url: 'http://127.0.0.1:1/path',
        error: 'TypeError',
        started_ms: expect.any(Number) as number,
        ms: expect.any(Number) as number,
      },
    ])
  })
})
