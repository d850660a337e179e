import { checkRecordings, type Descriptions } from '../../../../scripts/fidelity/check-recordings.ts'
import { ownAuthenticationAnswers } from '../../../../scripts/fidelity/described/own.ts'
import { ownEvents, REQUIRED_OF_EVENTS } from '../../../../scripts/fidelity/described/own-events.ts'
import { sdkAnswers } from '../../../../scripts/fidelity/described/sdk.ts'
import type { Recorded, RecordedAnswer } from '../../../../scripts/local-tenant/recording/recorder.ts'

// Without the official descriptions, as on a machine that does not have them.
const descriptions: Descriptions = {
  management: [sdkAnswers()],
  authentication: [ownAuthenticationAnswers()],
  events: [ownEvents],
}
const problemsOf = (...recorded: Recorded[]) =>
  checkRecordings(recorded, descriptions).problems.map(({ where, difference }) => `${where}: ${difference}`)

const identity = { connection: 'sms', user_id: 'a', provider: 'sms', isSocial: false }
const linked = (response: unknown, status = 201): RecordedAnswer => ({
  ...{ kind: 'management', method: 'POST', route: '/users/:id/identities', status, response },
})
const error = { statusCode: 409, error: 'Conflict', message: 'It is taken' }
const token = (response: object, status = 200): RecordedAnswer => ({
  ...{ kind: 'authentication', method: 'POST', route: '/oauth/token', status, response },
})

test('what is as described has no problems', () => {
  const tokens = { access_token: '(hidden)', token_type: 'Bearer', expires_in: 60 }
  expect(
    problemsOf(linked([identity]), linked(error, 409), token(tokens), token({ error: 'invalid_grant' }, 403)),
  ).toEqual([])
})

test.each<[string, RecordedAnswer, string]>([
  [
    'lacks a key',
    linked([{ ...identity, provider: undefined }]),
    "/0 must have required property 'provider'",
  ],
  ['has another type', linked([{ ...identity, isSocial: 'no' }]), '/0/isSocial must be boolean'],
  ['is no list', linked(identity), 'must be array'],
  [
    'has an unknown key in an error',
    linked({ ...error, hint: 'x' }, 409),
    'must NOT have additional properties (hint)',
  ],
  [
    'fails with a status that nobody lists',
    linked({ ...error, statusCode: 418 }, 418),
    'fails with 400, 401, 403, 409, 429, never 418',
  ],
  ['gives tokens without a type', token({ access_token: 'x' }), "must have required property 'token_type'"],
  ['refuses without a code', token({ error_description: 'no' }, 400), "must have required property 'error'"],
])('an answer that %s is a problem', (_name, answer, difference) => {
  const recorded = JSON.parse(JSON.stringify(answer)) as RecordedAnswer
  expect(problemsOf(recorded)).toContain(`${answer.method} ${answer.route} ${answer.status}: ${difference}`)
})

test('an event that lacks what Auth0 promises is a problem, unless in life it is missing there', () => {
  const event = (user: object): Recorded => {
    const whole: { [name: string]: unknown } = {}
    for (const path of REQUIRED_OF_EVENTS['post-login'] ?? []) put(whole, path.split('.'))
    const present = whole['user'] as object
    return {
      kind: 'event',
      trigger: 'post-login',
      handler: 'onExecutePostLogin',
      event: { ...whole, user: { ...present, ...user } },
    }
  }
  expect(problemsOf(event({}))).toEqual([])
  const where = 'post-login onExecutePostLogin'
  expect(problemsOf(event({ identities: undefined }))).toEqual([`${where}: has no user.identities`])
  expect(problemsOf(event({ user_id: 'email|1', email_verified: undefined }))).toEqual([
    `${where}: has no user.email_verified`,
  ])
  expect(problemsOf(event({ user_id: 'sms|1', email_verified: undefined }))).toEqual([])
})

test('what was chosen where nothing is described is told apart from problems', () => {
  const missing = { statusCode: 404, error: 'Not Found', message: 'The user does not exist.' }
  const { problems, met } = checkRecordings([linked(missing, 404)], descriptions)
  expect(problems).toEqual([])
  expect([...met].map(([{ kind }, where]) => [kind, [...where]])).toEqual([
    ['chosen', ['POST /users/:id/identities 404']],
  ])
})

test('an answer that nothing describes is counted as such', () => {
  const page: Recorded = { kind: 'authentication', method: 'GET', route: '/u/login', status: 200 }
  expect(checkRecordings([page], descriptions)).toMatchObject({
    answers: 1,
    undescribed: ['GET /u/login 200'],
  })
})

function put(whole: { [name: string]: unknown }, [name = '', ...rest]: string[]): void {
  if (rest.length === 0) whole[name] = whole[name] ?? {}
  else put((whole[name] ??= {}) as { [name: string]: unknown }, rest)
}
