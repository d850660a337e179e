import { actionBench } from './action-bench.ts'

const onSignUp = (body: string): string =>
  `exports.onExecutePreUserRegistration = async (event, api) => { ${body} }`

function benchOf(bodies: string[]): ReturnType<typeof actionBench> {
  return actionBench(bodies.map(onSignUp), { trigger: 'pre-user-registration' })
}

describe('pre-user-registration', () => {
  test('metadata of all Actions goes to the new user', async () => {
    const { runtime } = benchOf([
      `api.user.setAppMetadata('a', 1).user.setUserMetadata('b', event.user.phone_number)`,
      `api.user.setAppMetadata('c', 2)`,
    ])
    expect(await runtime.preUserRegistration({ user: { phone_number: '+49' } })).toEqual({
      kind: 'allowed',
      appMetadata: { a: 1, c: 2 },
      userMetadata: { b: '+49' },
    })
  })

  test('a denial has a reason for the logs and words for the person, and ends the run', async () => {
    const { runtime } = benchOf([`api.access.deny('why', 'Sorry.')`, ''])
    expect(await runtime.preUserRegistration({ user: {} })).toEqual({
      kind: 'denied',
      reason: 'why',
      userMessage: 'Sorry.',
      action_name: 'action-0',
    })
    expect(runtime.runs()).toHaveLength(1)
  })

  test('a validation error is a denial', async () => {
    const { runtime } = benchOf([`api.validation.error('code', 'Please change it.')`])
    expect(await runtime.preUserRegistration({ user: {} })).toMatchObject({
      kind: 'denied',
      reason: 'code',
      userMessage: 'Please change it.',
    })
  })

  test('an Action that throws creates nobody', async () => {
    const { runtime } = benchOf([`throw new Error('oh')`])
    expect(await runtime.preUserRegistration({ user: {} })).toEqual({
      kind: 'failed',
      message: 'oh',
      action_name: 'action-0',
    })
  })

  test('without Actions everybody is let in', async () => {
    expect(await benchOf([]).runtime.preUserRegistration({ user: {} })).toEqual({
      kind: 'allowed',
      appMetadata: {},
      userMetadata: {},
    })
  })
})
