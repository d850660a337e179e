import { ManagementError, ManagementTimeoutError } from 'auth0'
import { orUndefined } from '../../../../scripts/deploy/absent.ts'
import { asSentence } from '../../../../scripts/deploy/connect.ts'

const of = (statusCode: number | undefined, body?: object, cause?: unknown) =>
  new ManagementError({
    ...(statusCode && { statusCode }),
    ...(body && { body }),
    ...(cause ? { cause } : {}),
  })

test.each([
  ['a refusal', of(403, { message: 'Insufficient scope.' }), 'acme refuses (403): Insufficient scope.'],
  ['too many requests', of(429, { message: 'Global limit' }), /^acme refuses more requests for now \(429\)/],
  [
    'no answer',
    of(undefined, undefined, { cause: { code: 'ECONNRESET' } }),
    /cannot be reached \(ECONNRESET\)/,
  ],
  ['no answer in time', new ManagementTimeoutError('Timeout'), /did not answer within 30 seconds/],
])('%s is said in a sentence', (_, error, expected) => {
  const said = asSentence(error, 'acme')
  expect(said).toBeInstanceOf(Error)
  expect((said as Error).message).toEqual(
    typeof expected === 'string' ? expected : (expect.stringMatching(expected) as string),
  )
})

test('an error of our own stays what it is', () => {
  const error = new Error('Ours.')
  expect(asSentence(error, 'acme')).toBe(error)
})

describe('what a tenant does not have', () => {
  const call = (error: Error) => () => Promise.reject(error)

  test('is nothing, and nothing else is', async () => {
    expect(await orUndefined([403, 404], call(of(404)))).toBeUndefined()
    await expect(orUndefined([404], call(of(500)))).rejects.toMatchObject({ statusCode: 500 })
    await expect(orUndefined([404], call(new Error('Ours.')))).rejects.toThrow('Ours.')
  })

  test('is not what only a scope hides', async () => {
    const hidden = of(403, { errorCode: 'insufficient_scope' })
    await expect(orUndefined([403], call(hidden))).rejects.toBe(hidden)
  })
})
