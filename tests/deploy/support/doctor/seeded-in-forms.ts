import type { ManagementClient } from 'auth0'
import { mended, type SeededMistake } from './seeded-mistake.ts'

export const SEEDED_IN_FORMS: readonly SeededMistake[] = [
  {
    what: 'somebody has changed the words of a Form',
    seed: async ({ management }) => {
      const id = await formId(management, 'Phone Linking Removal')
      const { nodes = [] } = await management.forms.get(id)
      const changed = JSON.parse(
        JSON.stringify(nodes).replace('NEXT_BUTTON', 'PREVIOUS_BUTTON'),
      ) as typeof nodes
      await management.forms.update(id, { nodes: changed })
    },
    check: 'forms',
    found: 'Changed since they were built: Phone Linking Removal.',
    ...mended,
  },
  {
    what: 'somebody has taken a language out of a Form',
    seed: async ({ management }) => {
      const id = await formId(management, 'Phone Linking Offer')
      const { translations = {} } = await management.forms.get(id)
      const kept = Object.entries(translations).filter(([language]) => language !== 'ar')
      await management.forms.update(id, { translations: Object.fromEntries(kept) })
    },
    check: 'forms',
    found: 'Changed since they were built: Phone Linking Offer.',
    ...mended,
  },
  {
    what: 'a flow does nothing any more',
    seed: async ({ management }) => {
      for await (const { id, name } of await management.flows.list())
        if (name === 'Phone Linking Notify') await management.flows.update(id, { actions: [] })
    },
    check: 'flows',
    found: 'Changed since they were built: Phone Linking Notify.',
    ...mended,
  },
  {
    what: 'a Form is gone',
    seed: async ({ management }) => management.forms.delete(await formId(management, 'Phone Linking Number')),
    check: 'forms',
    found: 'Missing: Phone Linking Number.',
    ...mended,
  },
]

async function formId(management: ManagementClient, wanted: string): Promise<string> {
  for await (const { id, name } of await management.forms.list()) if (name === wanted) return id
  throw new Error(`The tenant has no Form ${wanted}.`)
}
