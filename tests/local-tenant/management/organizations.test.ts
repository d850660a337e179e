import { asText } from '../../../scripts/local-tenant/management/body.ts'
import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'
import { differences } from './support/official-shape.ts'

const api = useBaseTenant()

const emailId = () => api.configuration.connections[0]?.id ?? ''

async function newOrganization(more: JsonObject = {}): Promise<string> {
  const body = { name: 'acme', display_name: 'Acme', metadata: { plan: 'gold' }, ...more }
  const made = await api.call('POST', '/organizations', body)
  expect(made.status).toBe(201)
  expect(differences('POST', '/organizations', 201, made.body)).toEqual([])
  return asText(made.body['id'])
}

async function newUser(email = 'ada@example.com'): Promise<string> {
  return asText((await api.call('POST', '/users', { connection: 'email', email })).body['user_id'])
}

test('nobody has one at first, and lists read as Auth0 describes them', async () => {
  for (const query of ['', '?take=50', '?page=0&include_totals=true']) {
    const { status, body } = await api.call('GET', `/organizations${query}`)
    expect(status).toBe(200)
    expect(differences('GET', '/organizations', 200, body)).toEqual([])
  }
})

test('an organization is made, found by id and by name, changed and deleted', async () => {
  const id = await newOrganization()
  expect(id).toMatch(/^org_\w{16}$/)
  const acme = { id, name: 'acme', display_name: 'Acme', metadata: { plan: 'gold' } }
  expect((await api.call('GET', `/organizations/${id}`)).body).toEqual(acme)
  expect((await api.call('GET', '/organizations/name/acme')).body).toEqual(acme)
  expect((await api.call('GET', '/organizations')).list).toEqual([acme])
  const changed = await api.call('PATCH', `/organizations/${id}`, { display_name: 'Acme Inc.' })
  expect(changed).toMatchObject({ status: 200, body: { name: 'acme', display_name: 'Acme Inc.' } })
  expect((await api.call('DELETE', `/organizations/${id}`)).status).toBe(204)
  expect(await api.call('GET', `/organizations/${id}`)).toMatchObject({
    ...{ status: 404, body: { errorCode: 'inexistent_organization' } },
  })
})

test('a name belongs to one, and is none that looks like an id', async () => {
  await newOrganization()
  const other = await newOrganization({ name: 'other' })
  const taken = { status: 409, body: { errorCode: 'organization_conflict' } }
  expect(await api.call('POST', '/organizations', { name: 'acme' })).toMatchObject(taken)
  expect(await api.call('PATCH', `/organizations/${other}`, { name: 'acme' })).toMatchObject(taken)
  expect((await api.call('PATCH', `/organizations/${other}`, { name: 'other' })).status).toBe(200)
  for (const name of ['org_1234567890123456', 'Acme', 'with space', '', undefined])
    expect((await api.call('POST', '/organizations', { name })).status).toBe(400)
})

describe('its connections', () => {
  const path = '/organizations/{id}/enabled_connections'
  const withEmail = () => ({
    ...{ connection_id: emailId(), assign_membership_on_login: true },
    ...{ show_as_button: true, is_signup_enabled: false, connection: { name: 'email', strategy: 'email' } },
  })

  test('are added, listed, changed and taken away', async () => {
    const id = await newOrganization()
    const list = `/organizations/${id}/enabled_connections`
    const body = { connection_id: emailId(), assign_membership_on_login: true }
    const added = await api.call('POST', list, body)
    expect(added).toMatchObject({ status: 201, body: withEmail() })
    expect(differences('POST', path, 201, added.body)).toEqual([])
    const listed = await api.call('GET', list)
    expect(listed.list).toEqual([withEmail()])
    expect(differences('GET', path, 200, listed.body)).toEqual([])
    expect((await api.call('POST', list, body)).status).toBe(409)
    const one = `${list}/${emailId()}`
    await api.call('PATCH', one, { assign_membership_on_login: false })
    expect((await api.call('GET', one)).body['assign_membership_on_login']).toBe(false)
    expect((await api.call('DELETE', one)).status).toBe(204)
    expect((await api.call('GET', one)).status).toBe(404)
  })

  test('may be named when it is made, if they exist', async () => {
    const enabled_connections = [{ connection_id: emailId() }]
    const id = await newOrganization({ enabled_connections })
    expect((await api.call('GET', `/organizations/${id}/enabled_connections`)).list).toHaveLength(1)
    const unknown = { name: 'other', enabled_connections: [{ connection_id: 'con_none' }] }
    expect((await api.call('POST', '/organizations', unknown)).status).toBe(404)
    expect((await api.call('GET', '/organizations')).list).toHaveLength(1)
  })

  test('are gone when the connection is', async () => {
    const id = await newOrganization({ enabled_connections: [{ connection_id: emailId() }] })
    await api.call('DELETE', `/connections/${emailId()}`)
    expect((await api.call('GET', `/organizations/${id}/enabled_connections`)).list).toEqual([])
  })
})

describe('its members', () => {
  const path = '/organizations/{id}/members'

  test('are added, listed and taken away', async () => {
    const [id, ada, grace] = [await newOrganization(), await newUser(), await newUser('grace@example.com')]
    const list = `/organizations/${id}/members`
    expect((await api.call('POST', list, { members: [ada] })).status).toBe(204)
    expect((await api.call('POST', list, { members: [ada, grace] })).status).toBe(204)
    const listed = await api.call('GET', list)
    expect(listed.list).toMatchObject([
      { user_id: ada, email: 'ada@example.com' },
      { user_id: grace, email: 'grace@example.com' },
    ])
    expect(differences('GET', path, 200, listed.body)).toEqual([])
    expect((await api.call('GET', `${list}?take=1`)).body).toMatchObject({ next: grace })
    const own = await api.call('GET', `/users/${encodeURIComponent(ada)}/organizations`)
    expect(own.list).toMatchObject([{ id, name: 'acme' }])
    expect((await api.call('DELETE', list, { members: [grace] })).status).toBe(204)
    expect((await api.call('GET', list)).list).toHaveLength(1)
  })

  test('exist', async () => {
    const [id, ada] = [await newOrganization(), await newUser()]
    const list = `/organizations/${id}/members`
    expect((await api.call('POST', list, { members: ['email|none'] })).status).toBe(404)
    expect((await api.call('POST', list, { members: [] })).status).toBe(400)
    await api.call('POST', list, { members: [ada] })
    await api.call('DELETE', `/users/${encodeURIComponent(ada)}`)
    expect((await api.call('GET', list)).list).toEqual([])
  })
})

test('what auth0-deploy-cli reads of each is there', async () => {
  const id = await newOrganization({ enabled_connections: [{ connection_id: emailId() }] })
  for (const part of ['connections', 'client-grants', 'discovery-domains']) {
    const { status, body } = await api.call('GET', `/organizations/${id}/${part}`)
    expect(status).toBe(200)
    expect(differences('GET', `/organizations/{id}/${part}`, 200, body)).toEqual([])
  }
  // Apps of an organization came later than the rest; the deploy CLI goes on where they are not known.
  expect((await api.call('GET', `/organizations/${id}/clients`)).status).toBe(404)
})

describe('an app of others', () => {
  test('is permissive, and stays what it is', async () => {
    const made = await api.call('POST', '/clients', { name: 'Partner', is_first_party: false })
    expect(made.body).toMatchObject({ is_first_party: false, third_party_security_mode: 'permissive' })
    const one = `/clients/${asText(made.body['client_id'])}`
    expect((await api.call('PATCH', one, { is_first_party: false, name: 'Friend' })).status).toBe(200)
    expect(await api.call('PATCH', one, { is_first_party: true })).toMatchObject({
      ...{ status: 400, body: { errorCode: 'operation_not_supported' } },
    })
    const strict = { name: 'Strict', is_first_party: false, third_party_security_mode: 'strict' }
    expect((await api.call('POST', '/clients', strict)).status).toBe(400)
  })
})

test('what people have agreed to is listed and taken back', async () => {
  const grant = {
    user_id: 'email|1',
    client_id: 'partner',
    audience: 'https://api.example.com/',
    scope: ['a'],
  }
  api.tenant.state.userGrants = [
    { id: 'g1', ...grant },
    { id: 'g2', ...grant, user_id: 'email|2' },
    { id: 'g3', ...grant, client_id: 'other' },
  ]
  const ids = async (query = '') =>
    (await api.call('GET', `/grants${query}`)).list.map(({ id }) => asText(id)).join(' ')
  const { body, list } = await api.call('GET', '/grants?user_id=email%7C2')
  expect(list).toEqual([
    { id: 'g2', user_id: 'email|2', clientID: 'partner', audience: 'https://api.example.com/', scope: ['a'] },
  ])
  expect(differences('GET', '/grants', 200, body)).toEqual([])
  expect(await ids('?client_id=partner')).toBe('g1 g2')
  expect((await api.call('DELETE', '/grants')).status).toBe(400)
  expect((await api.call('DELETE', '/grants/g2')).status).toBe(204)
  expect((await api.call('DELETE', '/grants?user_id=email%7C1')).status).toBe(204)
  expect(await ids()).toBe('')
})
