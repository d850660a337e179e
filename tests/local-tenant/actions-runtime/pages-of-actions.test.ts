import { actionBench, loginEvent, onLogin } from './action-bench.ts'

const render = `api.prompt.render('ap_1')`
const otp = `api.authentication.challengeWith({ type: 'otp' })`
const go = `api.redirect.sendUserTo('https://a.example')`

describe('prompt.render', () => {
  test('stops behind the Action, with what it asked for before', async () => {
    const { login, runtime } = actionBench([
      onLogin(
        `api.user.setAppMetadata('a', 1); api.prompt.render('ap_1', { fields: { f: 1 }, vars: { v: [] } })`,
      ),
      onLogin(''),
    ])
    expect(await login()).toMatchObject({
      ...{ kind: 'form', binding_index: 0, action_id: 'act_0', user: { appMetadata: { a: 1 } } },
      form: { id: 'ap_1', fields: { f: 1 }, vars: { v: [] } },
    })
    expect(runtime.runs()).toHaveLength(1)
  })

  test.each([
    ['24 KB', 24 * 1024, 'form'],
    ['one byte more', 24 * 1024 + 1, 'failed'],
  ])('fields of %s', async (_name, bytes, kind) => {
    const { login } = actionBench([
      onLogin(`api.prompt.render('ap_1', { fields: { f: 'x'.repeat(${bytes - '{"f":""}'.length}) } })`),
    ])
    expect((await login()).kind).toBe(kind)
  })

  test.each([
    ['two forms', `${render}; ${render}`],
    ['a form and a redirect', `${render}; ${go}`],
    ['a redirect and a form', `${go}; ${render}`],
    ['a form and a factor', `${render}; ${otp}`],
    ['a factor and a redirect', `${otp}; ${go}`],
    ['a factor to enrol', `api.authentication.enrollWith({ type: 'otp' })`],
  ])('one Action cannot ask for %s', async (_name, body) => {
    expect((await actionBench([onLogin(body)]).login()).kind).toBe('failed')
  })

  test('is asked for without a browser as well, for the grant to refuse', async () => {
    const { login } = actionBench([onLogin(render)])
    const event = loginEvent({}, 'oauth2-refresh-token')
    expect(await login({ event, canRedirect: false })).toMatchObject({ kind: 'form' })
  })
})

describe('challenges', () => {
  test('stop behind the Action and go on with the next one', async () => {
    const { login, runtime } = actionBench([onLogin(otp), onLogin('')])
    expect(await login()).toMatchObject({ kind: 'mfa', factors: ['otp'], mfaCommands: 1 })
    const resume = { binding_index: 0, action_id: 'act_0', next: true }
    expect((await login({ resume })).kind).toBe('completed')
    expect(runtime.runs().map(({ action_name, handler }) => [action_name, handler])).toEqual([
      ['action-0', 'onExecutePostLogin'],
      ['action-1', 'onExecutePostLogin'],
    ])
  })

  test('a factor that was asked for already is not asked for again', async () => {
    const { login } = actionBench([onLogin(otp)])
    expect((await login({ challengedFactors: ['otp'] })).kind).toBe('completed')
  })

  test.each([
    [3, 'mfa'],
    [4, 'failed'],
  ])('after %i commands one more is: %s', async (mfaCommands, kind) => {
    expect((await actionBench([onLogin(otp)]).login({ mfaCommands })).kind).toBe(kind)
  })

  test('any of several factors will do', async () => {
    const { login } = actionBench([
      onLogin(
        `api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] })`,
      ),
    ])
    expect(await login()).toMatchObject({ factors: ['otp', 'email'] })
  })
})
