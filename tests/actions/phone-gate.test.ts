import { onExecutePreUserRegistration } from '../../actions/phone-gate.ts'
import type { Changes, KitPreUserRegistrationEvent } from '../support/post-login-kit.ts'
import { preUserRegistrationEvent, recordingSignUpApi } from '../support/post-login-kit.ts'

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
})
afterEach(() => jest.restoreAllMocks())

const SETTINGS = { TENANT_DOMAIN: 'acme.eu.auth0.com', COMPANION_CLIENT_ID: 'companion' }

const signUp = async (changes: Changes<KitPreUserRegistrationEvent>, failing?: string) => {
  const recording = recordingSignUpApi(failing === undefined ? {} : { failing })
  await onExecutePreUserRegistration(
    preUserRegistrationEvent({ secrets: SETTINGS, ...changes }),
    recording.api,
  )
  return recording
}
const byCompanion = { client: { client_id: 'companion' } }
const byEmail = { connection: { name: 'email', strategy: 'email' } }
const wrong = { secrets: { ...SETTINGS, COMPANION_CLIENT_ID: '##COMPANION_CLIENT_ID##' } }

describe('phone-gate', () => {
  test('is a real AsyncFunction', () => {
    expect(onExecutePreUserRegistration.constructor.name).toBe('AsyncFunction')
  })

  test.each<[string, Changes<KitPreUserRegistrationEvent>]>([
    ['by an app', {}],
    ['by an app with the mark of an enabled client', { client: { metadata: { phone_link: 'on' } } }],
    ['by no client', { client: undefined }],
    ['at a second sms connection', { connection: { name: 'sms-2' } }],
    ['R60 while the settings are wrong', wrong],
    ['R60 by the companion, while the settings are wrong', { ...byCompanion, ...wrong }],
    [
      'R60 by a client without id, while the settings are empty',
      { client: { client_id: '' }, secrets: { COMPANION_CLIENT_ID: '' } },
    ],
  ])('T09 nobody signs up by phone %s', async (_name, changes) => {
    const recording = await signUp(changes)
    expect(recording.denial).toEqual({
      reason: expect.stringMatching(/^sms_only_account: /) as string,
      userMessage: 'Sign in with your email first. Then you can add this phone to your account.',
    })
    expect(recording.calls).toHaveLength(1)
  })

  test.each<[string, Changes<KitPreUserRegistrationEvent>]>([
    ['the companion, for an inner login', byCompanion],
    ['anybody by email', byEmail],
    ['R60 anybody by email, while the settings are wrong', { ...byEmail, ...wrong }],
    ['anybody at a database', { connection: { name: 'Users', strategy: 'auth0' } }],
  ])('lets in %s, and touches nothing', async (_name, changes) => {
    expect((await signUp(changes)).calls).toEqual([])
  })

  test('R65 wrong settings are named in the log', async () => {
    await signUp(wrong)
    expect(lines).toEqual([
      '{"action":"phone-gate","decision":"deny","reason":"sms_only_account","detail":"settings: COMPANION_CLIENT_ID still a placeholder"}',
    ])
  })

  test('T09 a gate that cannot deny fails, rather than let somebody pass', async () => {
    await expect(signUp({}, 'access.deny')).rejects.toThrow('access.deny failed')
  })

  test('R43 every sign-up is one line without the number or the address', async () => {
    for (const changes of [{}, byCompanion, byEmail, wrong]) await signUp(changes)
    expect(lines).toHaveLength(4)
    expect(lines.join()).not.toMatch(/1511234|@/)
  })
})
