import type { Action } from '../../../scripts/local-tenant/state.ts'
import { refusal } from './support/accounts.ts'
import { useBaseTenant } from './support/base-tenant-api.ts'

const api = useBaseTenant()

const WORDS = 'You reached the limit of entities of this type for this tenant.'
const TOO_MANY = refusal(403, 'too_many_entities', WORDS)
const VERSIONS: { [trigger: string]: string } = { 'post-login': 'v3', 'custom-phone-provider': 'v1' }

async function create(name: string, trigger = 'post-login'): Promise<string> {
  const answer = await api.call('POST', '/actions/actions', {
    ...{ name, code: 'exports.onExecutePostLogin = async () => {}\n' },
    supported_triggers: [{ id: trigger, version: VERSIONS[trigger] ?? 'v2' }],
  })
  expect(answer.status).toBe(201)
  return String((answer.body as { id?: string }).id)
}
const deploy = (id: string) => api.call('POST', `/actions/actions/${id}/deploy`)
const bind = (trigger: string, ids: string[]) =>
  api.call('PATCH', `/actions/triggers/${trigger}/bindings`, {
    bindings: ids.map((value) => ({ ref: { type: 'action_id', value }, display_name: value })),
  })

/** As many of them as it takes; put there, since each costs the API three calls. */
function putActions(trigger: string, count: number): string[] {
  const [greeting] = api.configuration.actions
  const made = Array.from({ length: count }, (_, index): Action => ({
    ...(structuredClone(greeting) as Action),
    ...{ id: `${trigger} ${index}`, name: `${trigger} ${index}` },
    supported_triggers: [{ id: trigger, version: VERSIONS[trigger] ?? 'v2' }],
  }))
  api.configuration.actions.push(...made)
  return made.map(({ id }) => id)
}

test('twenty Actions can be bound to a trigger, the next is refused, and nothing changes', async () => {
  const ids = putActions('post-login', 21)
  expect((await bind('post-login', ids.slice(0, 20))).status).toBe(200)
  const before = structuredClone(api.configuration.bindings)
  expect(await bind('post-login', ids)).toMatchObject(TOO_MANY)
  expect(api.configuration.bindings).toEqual(before)
})

test('a hundred Actions can be bound and deployed in all; drafts and what is not bound do not count', async () => {
  await create('a draft')
  putActions('post-change-password', 3)
  const full = ['post-login', 'credentials-exchange', 'pre-user-registration', 'post-user-registration']
  for (const trigger of full) expect((await bind(trigger, putActions(trigger, 20))).status).toBe(200)
  const last = putActions('send-phone-message', 20)
  expect((await bind('send-phone-message', last)).status).toBe(200)
  expect(await bind('post-change-password', ['post-change-password 0'])).toMatchObject(TOO_MANY)
  // Those that nobody binds count from the day they are deployed.
  const provider = await create('sms-provider', 'custom-phone-provider')
  expect(await deploy(provider)).toMatchObject(TOO_MANY)
  expect((await bind('send-phone-message', last.slice(1))).status).toBe(200)
  expect((await deploy(provider)).status).toBe(200)
  expect((await deploy(provider)).status).toBe(200)
  expect(await bind('send-phone-message', last)).toMatchObject(TOO_MANY)
})

test('fifty versions of an Action are kept: each further one takes the place of the oldest', async () => {
  const id = await create('much changed')
  for (let deployed = 0; deployed < 52; deployed += 1) expect((await deploy(id)).status).toBe(200)
  const { body } = await api.call('GET', `/actions/actions/${id}/versions?per_page=100`)
  const numbers = (body['versions'] as { number: number }[]).map(({ number }) => number)
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => 52 - index))
  // Of other Actions nothing is taken.
  expect(api.configuration.actionVersions).toHaveLength(51)
})

test.each(['forms', 'flows'] as const)('of %s there are five hundred at most', async (kind) => {
  const { [kind]: present } = api.configuration
  const times = { created_at: '2026-03-01T12:00:00.000Z', updated_at: '2026-03-01T12:00:00.000Z' }
  present.push(
    ...Array.from({ length: 499 }, (_, index) => ({ id: `x_${index}`, name: `Number ${index}`, ...times })),
  )
  expect((await api.call('POST', `/${kind}`, { name: 'The last' })).status).toBe(201)
  expect(await api.call('POST', `/${kind}`, { name: 'One more' })).toMatchObject(TOO_MANY)
  expect((await api.call('PATCH', `/${kind}/x_7`, { name: 'Changed' })).status).toBe(200)
  expect(present).toHaveLength(500)
})
