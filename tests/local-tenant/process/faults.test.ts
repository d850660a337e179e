import { applyFault, createFaults, type FaultRule } from '../../../scripts/local-tenant/faults.ts'

async function play(rule: FaultRule | null): Promise<{ log: string[]; response: Response }> {
  const log: string[] = []
  const response = await applyFault(
    rule,
    () => {
      log.push('work')
      return Promise.resolve(new Response('done'))
    },
    () => log.push('dropped'),
  )
  return { log, response }
}

describe('injected faults', () => {
  test('without a rule the work is done and answered', async () => {
    const { log, response } = await play(null)
    expect([log, await response.text()]).toEqual([['work'], 'done'])
  })

  test('a status is answered instead of doing the work', async () => {
    const { log, response } = await play({
      path: '.',
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: 'x' },
    })
    expect(log).toEqual([])
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
      429,
      '1',
      { error: 'x' },
    ])
  })

  test('a body that is text is sent as it is', async () => {
    const { response } = await play({ path: '.', status: 200, body: '{"broken":' })
    expect(await response.text()).toBe('{"broken":')
  })

  test.each([
    ['before', ['dropped']],
    ['after', ['work', 'dropped']],
  ] as const)('a connection that breaks %s the work', async (drop, expected) => {
    expect((await play({ path: '.', drop })).log).toEqual(expected)
  })

  test('a rule applies to its method and path only, as often as it says', () => {
    const faults = createFaults()
    faults.set([{ method: 'POST', path: '^/oauth/token$', times: 2, status: 500 }])
    const statusOf = (method: string, path: string): number | undefined => faults.take(method, path)?.status
    expect([
      statusOf('GET', '/oauth/token'),
      statusOf('POST', '/oauth/token/more'),
      statusOf('POST', '/oauth/token'),
      statusOf('POST', '/oauth/token'),
      statusOf('POST', '/oauth/token'),
    ]).toEqual([undefined, undefined, 500, 500, undefined])
  })

  test.each<[string, Partial<FaultRule>, (number | undefined)[]]>([
    ['the third request alone', { after: 2, times: 1 }, [undefined, undefined, 500, undefined, undefined]],
    ['everything from the third request on', { after: 2 }, [undefined, undefined, 500, 500, 500]],
    ['the first request, where none is spared', { after: 0, times: 1 }, [500, undefined, undefined]],
  ])('a rule can break %s', (_, when, expected) => {
    const faults = createFaults()
    faults.set([{ path: '/x', status: 500, ...when }])
    const statuses = expected.map(() => {
      // A request of another kind is none of those that are spared.
      expect(faults.take('GET', '/y')).toBeNull()
      return faults.take('GET', '/x')?.status
    })
    expect(statuses).toEqual(expected)
  })

  test('a request that one rule takes is none that the next one spares', () => {
    const faults = createFaults()
    faults.set([
      { path: '/x', status: 429, times: 1 },
      { path: '/x', status: 500, after: 1 },
    ])
    expect(Array.from({ length: 3 }, () => faults.take('GET', '/x')?.status)).toEqual([429, undefined, 500])
  })

  test('a rule without number applies until it is taken away', () => {
    const faults = createFaults()
    faults.set([{ path: '/x', status: 500 }])
    expect(Array.from({ length: 3 }, () => faults.take('GET', '/x')?.status)).toEqual([500, 500, 500])
    faults.clear()
    expect(faults.take('GET', '/x')).toBeNull()
  })
})
