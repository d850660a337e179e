import type { DoctorStage } from './doctor-stage.ts'
import { mended, type SeededMistake } from './seeded-mistake.ts'

export const SEEDED_IN_COMPANION: readonly SeededMistake[] = [
  {
    what: 'the companion’s callback of the custom domain is missing',
    seed: (stage) =>
      changeCompanion(stage, ({ callbacks }) => ({
        callbacks: callbacks.filter((url) => !url.includes('127.0.0.1')),
      })),
    check: 'companion_callbacks',
    found: 'Missing: https://127.0.0.1:',
    ...mended,
  },
  {
    what: 'the companion has a callback that is not ours',
    seed: (stage) =>
      changeCompanion(stage, ({ callbacks }) => ({ callbacks: [...callbacks, 'https://evil.example/'] })),
    check: 'companion_callbacks',
    found: 'Not ours: https://evil.example/.',
    ...mended,
  },
  {
    what: 'the companion has one more grant type',
    seed: (stage) =>
      changeCompanion(stage, ({ grant_types }) => ({ grant_types: [...grant_types, 'implicit'] })),
    check: 'companion',
    found: 'grant_types has besides: implicit.',
    ...mended,
  },
  {
    what: 'the companion’s grant lacks a scope',
    seed: (stage) => changeGrant(stage, (scope) => scope.filter((each) => each !== 'delete:users')),
    check: 'companion_grant',
    found: 'Missing: delete:users.',
    ...mended,
  },
  {
    what: 'the companion’s grant has a scope too much',
    seed: (stage) => changeGrant(stage, (scope) => [...scope, 'create:users']),
    check: 'companion_grant',
    found: 'Too much: create:users.',
    ...mended,
  },
  {
    what: 'the companion may call another API as well',
    seed: async ({ management, clientId }) =>
      management.clientGrants.create({
        ...{ client_id: await clientId(COMPANION), audience: 'https://api.example.com/', scope: [] },
      }),
    check: 'companion_grant',
    found: 'It may also call https://api.example.com/.',
    ...{ verdict: 'fail', blocks: false, mend: 'Take the grants of other APIs away' },
  },
]

const COMPANION = 'Phone Linking Companion'

type Lists = { callbacks: string[]; grant_types: string[] }

async function changeCompanion(
  { management, clientId }: DoctorStage,
  change: (present: Lists) => Partial<Lists>,
): Promise<void> {
  const id = await clientId(COMPANION)
  const { callbacks = [], grant_types = [] } = await management.clients.get(id)
  await management.clients.update(id, change({ callbacks, grant_types }))
}

async function changeGrant(
  { management, clientId }: DoctorStage,
  change: (scope: string[]) => string[],
): Promise<void> {
  const client_id = await clientId(COMPANION)
  for await (const { id = '', scope = [] } of await management.clientGrants.list({ client_id })) {
    await management.clientGrants.update(id, { scope: change(scope) })
  }
}
