import { MANAGEMENT_SCOPES } from '../../../scripts/local-tenant/management/management-scopes.ts'
import { writeLog } from '../../../scripts/local-tenant/service/logs.ts'
import { ANN, differences, emailUser, NUMBER, refusal, smsUser, useAccounts } from './support/accounts.ts'

const api = useAccounts()
const ids = () => api.tenant.state.logs.map(({ log_id }) => log_id)
const at = (index: number) => ids().at(index) ?? ''
const listed = async (query: string) =>
  (await api.call('GET', `/logs${query}`)).list.map((event) => event['log_id'])

beforeEach(() => {
  for (const [type, user_id] of [
    ['s', 'email|ann'],
    ['f', 'email|bob'],
    ['s', 'email|bob'],
    ['slo', 'email|ann'],
    ['seacft', 'email|ann'],
  ] as const) {
    writeLog(api.tenant, { type, user_id, description: `one ${type}` })
    api.advance(1)
  }
})

test('by page: newest first, with totals when asked, as Auth0 describes it', async () => {
  expect(await listed('?per_page=2')).toEqual([at(4), at(3)])
  expect(await listed('?per_page=2&page=2')).toEqual([at(0)])
  const answer = await api.call('GET', '/logs?per_page=2&page=1&include_totals=true')
  expect(answer.body).toMatchObject({ start: 2, limit: 2, length: 2, total: 5 })
  expect(differences('GET', '/logs', 200, answer.body)).toEqual([])
})

test.each([
  ['?sort=date:1', [0, 1, 2, 3, 4]],
  ['?sort=date:-1', [4, 3, 2, 1, 0]],
  ['?q=type:"s"', [2, 0]],
  ['?q=type:"s" AND user_id:"email|ann"', [0]],
  ['?q=type:s* AND NOT type:s', [4, 3]],
  ['?q=type:S', []],
  ['?q=date:[2026-03-01 TO 2026-03-01T12:00:02.000Z}', [1, 0]],
])('%s', async (query, expected) => {
  expect(await listed(encodeURI(query))).toEqual(expected.map(at))
})

test('by checkpoint: only what is newer, oldest first, with the way to go on', async () => {
  const answer = await api.call('GET', `/logs?from=${at(1)}&take=2`)
  expect(answer.list.map((event) => event['log_id'])).toEqual([at(2), at(3)])
  const next = (id: string) => `<https://localhost:3443/api/v2/logs?from=${id}&take=2>; rel="next"`
  expect(answer.headers.get('link')).toBe(next(at(3)))
  const end = await api.call('GET', `/logs?from=${at(4)}&take=2`)
  expect(end.list).toEqual([])
  expect(end.headers.get('link')).toBe(next(at(4)))
})

test('one by its id; an unknown one is not found', async () => {
  const answer = await api.call('GET', `/logs/${at(1)}`)
  expect(answer).toMatchObject({ status: 200, body: { log_id: at(1), type: 'f', user_id: 'email|bob' } })
  expect(differences('GET', '/logs/{id}', 200, answer.body)).toEqual([])
  expect(await api.call('GET', '/logs/1')).toMatchObject(refusal(404, 'inexistent_log'))
})

test('those of one user', async () => {
  const answer = await api.call('GET', '/users/email%7Cann/logs?per_page=2')
  expect(answer.list.map((event) => event['log_id'])).toEqual([at(4), at(3)])
  expect(differences('GET', '/users/{id}/logs', 200, answer.body)).toEqual([])
})

test.each([
  ['/logs?per_page=101', 'invalid_query_string'],
  ['/logs?take=101', 'invalid_query_string'],
  ['/logs?from=1', 'invalid_query_string'],
  ['/logs?sort=date', 'invalid_query_string'],
  ['/logs?per_page=100&page=10', 'invalid_paging'],
  ['/users/ann/logs', 'invalid_uri'],
])('%s is refused', async (path, errorCode) => {
  expect(await api.call('GET', path)).toMatchObject(refusal(400, errorCode))
})

test('T21 what the API itself writes down has neither address nor number', async () => {
  await emailUser(api, ANN)
  await smsUser(api, NUMBER)
  const written = JSON.stringify(api.tenant.state.logs.slice(5))
  expect(written).toContain('sapi')
  expect(written).not.toContain(ANN)
  expect(written).not.toContain(NUMBER)
})

test.each(['/logs', '/logs/x', '/users/email%7Cann/logs'])(
  'R66 %s asks for a scope of logs',
  async (path) => {
    const others = MANAGEMENT_SCOPES.filter((scope) => !scope.startsWith('read:logs'))
    expect(await api.call('GET', path, undefined, others)).toMatchObject(refusal(403, 'insufficient_scope'))
    for (const scope of ['read:logs', 'read:logs_users'])
      expect((await api.call('GET', path, undefined, [scope])).status).not.toBe(403)
  },
)
