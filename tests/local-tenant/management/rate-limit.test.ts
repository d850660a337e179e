import { limitRates } from '../../../scripts/local-tenant/rate-limits/limit-rates.ts'
import { useBaseTenant, type Answer } from './support/base-tenant-api.ts'

const api = useBaseTenant()
const ask = () => api.call('GET', '/clients?fields=name')
const limitsOf = ({ headers }: Answer) =>
  ['limit', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`))
const RESET = String(Date.parse('2026-03-01T12:00:01.000Z') / 1000)

test('nothing is refused unless somebody has set a limit', async () => {
  const answers: Answer[] = []
  for (let asked = 0; asked < 51; asked += 1) answers.push(await ask())
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect([limitsOf(answers[0] as Answer), limitsOf(answers[50] as Answer)]).toEqual([
    ['50', '49', RESET],
    ['50', '0', RESET],
  ])
})

test('beyond the limit of one second requests are refused before anything is done, and not in the next', async () => {
  limitRates(api.tenant, { perSecond: 2 })
  const body = { name: 'One more' }
  expect([(await ask()).status, limitsOf(await ask())]).toEqual([200, ['2', '0', RESET]])
  const refused = await api.call('POST', '/clients', body)
  expect(refused).toMatchObject({
    status: 429,
    body: {
      ...{ statusCode: 429, error: 'Too Many Requests' },
      ...{ message: 'Global limit has been reached', errorCode: 'too_many_requests' },
    },
  })
  expect(limitsOf(refused)).toEqual(['2', '0', RESET])
  expect(api.configuration.clients.map(({ name }) => name)).not.toContain('One more')
  api.advance(1)
  expect((await api.call('POST', '/clients', body)).status).toBe(201)
})

test('what was asked before a limit is set does not count, nor what was asked before it is set again', async () => {
  for (let round = 0; round < 2; round += 1) {
    for (let asked = 0; asked < 3; asked += 1) await ask()
    limitRates(api.tenant, { perSecond: 2 })
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 429])
  }
})

test('a refusal for another reason has the headers as well', async () => {
  const { headers, status } = await api.call('GET', '/clients', undefined, ['read:users'])
  expect([status, headers.get('x-ratelimit-reset')]).toEqual([403, RESET])
})
