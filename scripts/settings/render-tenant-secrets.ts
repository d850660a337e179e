import { isMap, isSeq, parseDocument } from 'yaml'

import { settingsOf } from '../../lib/settings-catalogue.ts'

/**
 * The text of `tenant.yaml` with the secrets of every Action made anew, each a keyword of its own name. The rest stays,
 * comments included.
 * @throws {Error} if the file names no Actions
 */
export function renderTenantSecrets(text: string): string {
  const document = parseDocument(text)
  const actions = document.get('actions')
  if (!isSeq(actions)) throw new Error('tenant.yaml names no Actions.')
  for (const action of actions.items) {
    if (!isMap(action)) continue
    const secrets = settingsOf(String(action.get('name'))).map((name) => ({ name, value: `##${name}##` }))
    action.set('secrets', document.createNode(secrets))
  }
  return document.toString({ lineWidth: 0, singleQuote: true })
}
