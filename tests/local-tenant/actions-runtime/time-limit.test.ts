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
    // Half of it is for a loaded machine: so much later may anything be.
    const limit = 2_000
    const half = onLogin(`if (event.slow) await new Promise((done) => setTimeout(done, ${limit / 2}))`)
    const forEver = onLogin(`if (event.slow) await new Promise(() => {})`)
    const { login, runtime } = actionBench([half, forEver], { timeLimit: limit })
    await login()
    runtime.forgetRuns()
    const started = performance.now()
    expect(await login({ event: { slow: true } })).toMatchObject({ ...tooLong, action_name: 'action-1' })
    // With a limit of its own the second would have had all of it after the first one's half.
    expect(performance.now() - started).toBeLessThan(limit * 1.5)
    expect(runtime.runs().map(({ action_name, error }) => [action_name, error !== undefined])).toEqual([
      ['action-0', false],
      ['action-1', true],
    ])
  })

  test('a run beside the one that hangs ends well', async () => {
    const { login } = actionBench([onLogin(`if (event.hang) await new Promise(() => {})`)], {
      timeLimit: LIMIT,
    })
    await login()
    const hanging = login({ event: { hang: true } })
    // Done before the hanging one is ended: nothing here waits.
    expect(await login()).toMatchObject({ kind: 'completed' })
    expect(await hanging).toMatchObject(tooLong)
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
