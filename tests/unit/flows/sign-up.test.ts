import { UpstreamError } from '../../../lib/errors.ts'
import { admit } from '../../../lib/flows/sign-up.ts'
import { ADAS_TOKEN, FakeGrantWorld } from '../../support/fake-grant.ts'
import { NOW } from '../../support/phone-logins.ts'
import { minutesBefore } from '../../support/values.ts'

const signUp = { clientId: 'app', connection: 'sms' }
const stale = { ...ADAS_TOKEN, methods: [{ name: 'email', at: minutesBefore(NOW, 11) }] }

const play = (world: Partial<FakeGrantWorld>, linkTo: string | undefined, changes = {}) =>
  admit(
    { signUp: { ...signUp, ...changes }, linkTo, companionClientId: 'companion' },
    Object.assign(new FakeGrantWorld(), world),
  )

test.each([
  [
    'T09 nobody signs up by phone without an ID token',
    {},
    undefined,
    { kind: 'deny', reason: 'sms_only_account' },
  ],
  ['whose ID token holds, may add a phone', {}, 'a.b.c', { kind: 'admit' }],
  [
    'T06 whose does not hold, may not',
    { token: undefined },
    'x',
    { kind: 'deny', reason: 'link_token_invalid' },
  ],
  ['R10 whose is too old, may not', { token: stale }, 'a.b.c', { kind: 'deny', reason: 'step_up_required' }],
] as const)('%s', async (_name, world, linkTo, expected) => {
  expect(await play(world, linkTo)).toEqual(expected)
})

test('the companion goes on as before, and no key is asked for', async () => {
  const broken = { token: new UpstreamError('jwks', 'timeout') }
  expect(await play(broken, undefined, { clientId: 'companion' })).toEqual({ kind: 'admit' })
})

test('R60 without the keys nothing is decided', async () => {
  await expect(play({ token: new UpstreamError('jwks', 'timeout') }, 'a.b.c')).rejects.toThrow('jwks_timeout')
})
