import { countManagementTokens, measureWait, runOf } from '../../../../scripts/bench/run-records.ts'
import type { ActionRunRecord, OutsideCall } from '../../../../scripts/local-tenant/tenant.ts'

const call = (method: string, path: string, started_ms: number, ms: number): OutsideCall => ({
  ...{ method, url: `https://localhost:3443${path}`, status: 200, started_ms, ms },
})
const CODE = call('POST', '/oauth/token', 1, 100)
const KEYS = call('GET', '/.well-known/jwks.json', 1, 90)
const LINK = call('POST', '/api/v2/users/email%7C1/identities', 104, 101)

function run(handler: string, outside_calls: OutsideCall[], error?: string): ActionRunRecord {
  return {
    ...{ action_name: 'phone-challenge', trigger: 'post-login', handler, event: {} },
    ...{ load_ms: 0, run_ms: 210, console: [], outside_calls },
    ...(error === undefined ? {} : { error }),
  }
}

test('the person waits for the slowest call before the link, and for the link; what is between is work', () => {
  expect(measureWait([KEYS, CODE, LINK])).toEqual({ waiting: 202, verifying: 3 })
})

test('a run that has linked nothing is not taken for a quick one', () => {
  expect(() => measureWait([CODE, KEYS])).toThrow('The run has linked nothing.')
})

test.each([
  ['one call to the token endpoint on the way back is the code', 'onContinuePostLogin', [CODE, LINK], 0],
  ['the second is a token of the Management API', 'onContinuePostLogin', [CODE, CODE, LINK], 1],
  ['a run that exchanges no code has asked for such tokens alone', 'onExecutePostLogin', [CODE], 1],
  ['a run without calls has fetched none', 'onContinuePostLogin', [], 0],
])('%s', (_, handler, calls, expected) => {
  expect(countManagementTokens([run(handler, calls)])).toBe(expected)
})

test('the newest run is meant, and one that failed is no measurement', () => {
  const [first, second] = [run('onExecutePostLogin', []), run('onExecutePostLogin', [CODE])]
  expect(runOf([first, second], 'phone-challenge')).toBe(second)
  expect(() => runOf([first], 'phone-gate')).toThrow('phone-gate has not run onExecutePostLogin.')
  expect(() => runOf([run('onExecutePostLogin', [], 'It broke.')], 'phone-challenge')).toThrow(
    'phone-challenge failed in onExecutePostLogin: It broke.',
  )
})
