import { countRefusals } from '../../../../scripts/bench/obeyed-refusals.ts'
import type { CallRecord } from '../../../../scripts/local-tenant/call-log.ts'

const call = (at: string, status: number, path = '/api/v2/users/email%7C1/identities'): CallRecord => ({
  ...{ method: 'POST', path, status, at: `2026-03-01T12:00:${at}Z`, ms: 5, from_action: true },
})

test.each([
  ['a caller that comes back in the next second obeys', [call('07.300', 429), call('08.010', 201)], 1, 1],
  ['one that comes back in the same second does not', [call('07.300', 429), call('07.990', 429)], 2, 1],
  ['it is the start of the call that counts', [call('07.300', 429), call('08.001', 201)], 1, 0],
  ['a caller that gives up obeys', [call('07.300', 429)], 1, 1],
  ["others' calls are none of its own", [call('07.300', 429), call('07.400', 201, '/api/v2/users/2')], 1, 1],
  ['where nothing is refused, nothing is to obey', [call('07.300', 201), call('07.400', 201)], 0, 0],
])('%s', (_, calls, refusals, obeyed) => {
  expect(countRefusals(calls)).toEqual({ refusals, obeyed })
})
