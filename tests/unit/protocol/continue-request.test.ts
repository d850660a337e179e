import type { ContinueAnswer } from '../../../lib/protocol/continue-request.ts'
import { parseContinueAnswer } from '../../../lib/protocol/continue-request.ts'

const malformed: ContinueAnswer = { kind: 'malformed' }
const good: ContinueAnswer = { kind: 'code', code: 'c-1' }
const failed = (error: string): ContinueAnswer => ({ kind: 'error', error })

describe('parseContinueAnswer', () => {
  test.each<[string, unknown, unknown, ContinueAnswer]>([
    ['a code and a state in the query', { code: 'c-1', state: 's-1' }, {}, good],
    ['a code and a state in the body', {}, { code: 'c-1', state: 's-1' }, good],
    ['a state in the query and a code in the body', { state: 's-1' }, { code: 'c-1' }, good],
    ['parameters of others beside', { code: 'c-1', state: 's-1', iss: 'x', scope: ['a', 'b'] }, {}, good],
    ['no body at all', { code: 'c-1', state: 's-1' }, undefined, good],
    ['a code of 2048 characters', { code: 'c'.repeat(2048), state: 's' }, {}, codeOf(2048)],

    ['T05 nothing', {}, {}, malformed],
    ['T05 no query and no body', undefined, undefined, malformed],
    ['T05 a query that is no record', ['code'], 'code=c-1', malformed],
    ['T05 no code', { state: 's-1' }, {}, malformed],
    ['T05 no state', { code: 'c-1' }, {}, malformed],
    ['T05 an empty code', { code: '', state: 's-1' }, {}, malformed],
    ['T05 an empty state', { code: 'c-1', state: '' }, {}, malformed],
    ['T05 a huge code', { code: 'c'.repeat(2049), state: 's-1' }, {}, malformed],
    ['T05 a huge state', { code: 'c-1', state: 's'.repeat(2049) }, {}, malformed],
    ['T05 two codes', { code: ['c-1', 'c-2'], state: 's-1' }, {}, malformed],
    ['T05 the same code twice', { code: ['c-1', 'c-1'], state: 's-1' }, {}, malformed],
    ['T05 two states', { code: 'c-1', state: ['s-1', 's-1'] }, {}, malformed],
    ['T05 a code in the query and in the body', { code: 'c-1', state: 's' }, { code: 'c-1' }, malformed],
    ['T05 a state in the query and in the body', { code: 'c-1', state: 's' }, { state: 's' }, malformed],
    ['T05 a list of no codes', { code: [], state: 's-1' }, {}, malformed],
    ['T05 a nested code', { code: { $ne: '' }, state: 's-1' }, {}, malformed],
    ['T05 a list of lists', { code: [['c-1']], state: 's-1' }, {}, malformed],
    ['T05 a number for a code', { code: 7, state: 's-1' }, {}, malformed],

    ['a person who cancels', { error: 'access_denied', state: 's-1' }, {}, failed('access_denied')],
    ['an error in the body', { state: 's-1' }, { error: 'login_required' }, failed('login_required')],
    [
      'T05 an error beside a code ends the step',
      { error: 'access_denied', code: 'c-1', state: 's' },
      {},
      failed('access_denied'),
    ],
    [
      'R43 an error that is not an OAuth code is not repeated',
      { error: '+4915112345678' },
      {},
      failed('other'),
    ],
    ['T05 an error twice', { error: ['access_denied', 'access_denied'] }, {}, failed('other')],
    ['T05 an empty error', { error: '' }, {}, failed('other')],
    ['T05 a nested error', { error: { toString: 'x' } }, {}, failed('other')],
  ])('%s', (_name, query, body, expected) => {
    expect(parseContinueAnswer(query, body)).toStrictEqual(expected)
  })
})

function codeOf(length: number): ContinueAnswer {
  return { kind: 'code', code: 'c'.repeat(length) }
}
