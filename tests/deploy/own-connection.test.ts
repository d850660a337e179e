import { deployWorld, type DeployWorld } from './support/deploy-world.ts'
import { expectDeployed, expectWhole, wholeOf } from './support/ended.ts'

jest.setTimeout(120_000)

// A tenant that had no connection for phones: deploy makes one, and people may depend on it when it is taken away.

let world: DeployWorld
beforeAll(async () => {
  world = await deployWorld({ sms: 'absent' })
}, 120_000)
beforeEach(() => world.tenant.control.reset())
afterAll(() => world.stop())

const connection = async () =>
  (await world.tenant.control.state()).configuration.connections.find(({ name }) => name === 'sms')

test('it is made, opened to the companion and the apps, and goes again', async () => {
  const before = await wholeOf(world)
  await world.deploy()
  await expectDeployed(world)
  const { configuration } = await world.tenant.control.state()
  const nameOf = (id: string) => configuration.clients.find(({ client_id }) => client_id === id)?.name
  expect((await connection())?.enabled_clients.map(nameOf).sort()).toEqual([
    ...['Demo App', 'Demo Native', 'Phone Linking Companion'],
  ])
  await world.undeploy()
  await expectWhole(world, before)
})

test('a brand that changes changes the texts that we wrote', async () => {
  await world.deploy()
  await world.deploy({ settings: world.settingsWith({ BRAND: 'Acme' }) })
  expect((await connection())?.options['template']).toContain('Acme')
  const { phoneTemplates = [] } = (await world.tenant.control.state()).configuration
  expect(JSON.stringify(phoneTemplates.find(({ type }) => type === 'otp_verify'))).toContain('Acme')
})

test('where people have linked phones it stays as their way in, and nobody can sign up by it', async () => {
  await world.deploy()
  const { management } = await world.connection()
  const { user_id = '' } = await management.users.create({
    ...{ connection: 'email', email: 'ada@example.com', email_verified: true },
  })
  const phone = await management.users.create({ connection: 'sms', phone_number: '+4915112345678' })
  await management.users.identities.link(user_id, {
    ...{ provider: 'sms', user_id: phone.user_id?.slice('sms|'.length) ?? '' },
  })
  await world.undeploy()
  const { configuration, users } = await world.tenant.control.state()
  expect((await connection())?.options['disable_signup']).toBe(true)
  expect((await connection())?.enabled_clients).toEqual(
    configuration.clients
      .filter(({ name }) => name === 'Demo App' || name === 'Demo Native')
      .map(({ client_id }) => client_id),
  )
  expect(users.find((user) => user.user_id === user_id)?.identities).toHaveLength(2)
})
