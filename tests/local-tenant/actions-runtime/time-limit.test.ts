import { actionBench, onLogin } from './action-bench.ts'

const LIMIT = 800
const tooLong = { kind: 'failed', message: 'The execution of the Actions took longer than it may.' }

describe('the time limit of an execution', () => {
  test.each([
    ['waits for ever', `await new Promise(() => setInterval(() => {}, 1000))`],
    ['never lets go of the processor', `for (;;);`],
  ])('an Action that %s is ended, and the next login works', async (_name, body) => {
    const { login } = actionBench([onLogin(`if (event.hang) { ${body} }`)], { timeLimit: LIMIT })
    await login()
    expect(await login({ event: { hang: true } })).toMatchObject({ ...tooLong, action_name: 'action-0' })
    expect(await login()).toMatchObject({ kind: 'completed' })
  })

  test('the limit is one for all Actions together', async () => {
    const slow = onLogin(`await new Promise((done) => setTimeout(done, event.slow ? ${LIMIT * 0.7} : 0))`)
    const { login, runtime } = actionBench([slow, slow], { timeLimit: LIMIT })
    await login()
    runtime.forgetRuns()
    expect(await login({ event: { slow: true } })).toMatchObject({ ...tooLong, action_name: 'action-1' })
    expect(runtime.runs().map(({ action_name, error }) => [action_name, error !== undefined])).toEqual([
      ['action-0', false],
      ['action-1', true],
    ])
  })

  test('a run beside the one that hangs ends well', async () => {
    const { login } = actionBench(
      [
        onLogin(`
        if (event.hang) await new Promise(() => {})
        if (event.slow) await new Promise((done) => setTimeout(done, ${LIMIT * 0.5}))`),
      ],
      { timeLimit: LIMIT },
    )
    await login()
    const results = await Promise.all([
      login({ event: { hang: true } }),
      new Promise((resolve) => setTimeout(resolve, LIMIT * 0.7)).then(() => login({ event: { slow: true } })),
    ])
    expect(results.map(({ kind }) => kind)).toEqual(['failed', 'completed'])
  })

  test('an Action that ends its own process fails its login only', async () => {
    const { login } = actionBench([onLogin(`if (event.exit) process.exit(0)`)])
    expect(await login({ event: { exit: true } })).toMatchObject({
      kind: 'failed',
      message: 'The Action ended its own process.',
    })
    expect(await login()).toMatchObject({ kind: 'completed' })
  })
})
