import { createFaults } from '../../../scripts/local-tenant/faults.ts'

describe('a fault on what is sent', () => {
  const faults = createFaults()
  const rule = { method: 'POST', path: '^/oauth/token$', sent: 'grant_type=client_credentials', times: 1 }

  test('hits the request with that body and no other, as often as it says', () => {
    faults.set([{ ...rule, status: 500 }])
    const statusOf = (sent?: string) => faults.take('POST', '/oauth/token', sent)?.status
    expect([
      statusOf('grant_type=authorization_code&code=1'),
      statusOf(),
      statusOf('grant_type=client_credentials&audience=1'),
      statusOf('grant_type=client_credentials&audience=1'),
    ]).toEqual([undefined, undefined, 500, undefined])
  })

  test('is the only one for which bodies are read', () => {
    faults.set([{ path: '.' }])
    expect(faults.looksAtBodies()).toBe(false)
    faults.set([{ path: '.' }, rule])
    expect(faults.looksAtBodies()).toBe(true)
  })
})
