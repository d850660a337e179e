import { actionBench, onLogin } from '../actions-runtime/action-bench.ts'

afterEach(() => jest.useRealTimers())

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise(setImmediate)
}

test('an execution that takes just under 20 s goes on, and one that takes longer is ended', async () => {
  const { login } = actionBench([
    onLogin('if (event.hang) await new Promise(() => setInterval(() => {}, 1000))'),
  ])
  // So that the Action is loaded already, which takes time of the host.
  expect((await login()).kind).toBe('completed')
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] })
  let outcome = 'still running'
  const running = login({ event: { hang: true } }).then(({ kind }) => {
    outcome = kind
  })
  await turns(50)
  jest.advanceTimersByTime(19_999)
  await turns(50)
  expect(outcome).toBe('still running')
  jest.advanceTimersByTime(1)
  await running
  expect(outcome).toBe('failed')
})
