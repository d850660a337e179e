import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import type { HttpBrowser, Seen } from '../../support/login.ts'
import { completed, form } from '../oidc/support/fake-actions.ts'
import { logInByEmail, type Stage } from '../oidc/support/stage.ts'

export const FORM_ID = 'ap_1'
export const FLOW_ID = 'af_1'
export const ADA = 'ada@example.com'

export const step = (id: string, next_node: string, components: JsonObject[]): JsonObject => ({
  ...{ id, type: 'STEP' },
  config: { components, next_node },
})
export const block = (id: string, type: string, config: JsonObject = {}): JsonObject => ({
  ...{ id, category: 'BLOCK', type, config },
})
export const field = (
  id: string,
  type: string,
  config: JsonObject = {},
  more: JsonObject = {},
): JsonObject => ({
  ...{ id, category: 'FIELD', type, label: `The ${id}`, config, ...more },
})
export const richText = (content: string): JsonObject => block('rich', 'RICH_TEXT', { content })
export const next = block('next', 'NEXT_BUTTON', { text: 'Go on' })
export const flowNode = (id: string, next_node: string): JsonObject => ({
  ...{ id, type: 'FLOW' },
  config: { flow_id: FLOW_ID, next_node },
})

/** One form, whose first node is the first given, ending in the login. */
export function installForm(stage: Stage, nodes: JsonObject[], more: JsonObject = {}): void {
  stage.tenant.state.configuration.forms = [
    {
      ...{ id: FORM_ID, name: 'A form', nodes, ending: { resume_flow: true } },
      start: { next_node: nodes[0]?.['id'] ?? '$ending' },
      ...more,
    },
  ]
}

export function installFlow(stage: Stage, actions: JsonObject[]): void {
  stage.tenant.state.configuration.flows = [{ id: FLOW_ID, name: 'A flow', actions }]
}

/** A login whose one Action renders the form and is content when it comes back. */
export function openForm(
  stage: Stage,
  browser: HttpBrowser = stage.browser(),
  given: Parameters<typeof form>[1] = {},
): Promise<Seen> {
  stage.actions.onLogin = ({ run }) => (run.resume ? completed() : form(FORM_ID, given))
  return logInByEmail(stage, browser, ADA)
}

export const promptOf = (stage: Stage) => stage.actions.seen.at(-1)?.event.prompt
export const isHome = (seen: Seen): boolean => seen.url.searchParams.has('code')
