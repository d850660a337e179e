import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { FORM_TEXTS } from '../../lib/texts/forms/form-texts.ts'
import { LANGUAGES } from '../../lib/texts/notice/language.ts'
import { buildForms, writeForms } from '../../scripts/forms/build-forms.ts'

type Component = { id: string; category: string; type: string; config?: { next_node?: string } }
type Node = {
  id: string
  type: string
  coordinates: { x: number; y: number }
  config: { components?: Component[]; next_node: string; flow_id?: string }
}
type Form = {
  nodes: Node[]
  start: { next_node: string }
  ending: { resume_flow: boolean }
  translations: Record<string, { components: Record<string, unknown> }>
}
type Flow = { actions: { id: string; type: string; action: string; params: Record<string, unknown> }[] }

const built = buildForms()
const bodyOf = (kind: string, name: string): unknown => {
  const found = built.find((body) => body.kind === kind && body.name === name)
  if (!found) throw new Error(`no ${kind} ${name}`)
  return found.body
}
const form = (name: string) => bodyOf('forms', name) as Form
const flow = (name: string) => bodyOf('flows', name) as Flow

/** A Form as its paths: what leads where, components in the order in which they stand. */
function pathsOf({ start, nodes }: Form): string[] {
  const steps = nodes.map(({ type, config }) => {
    const shown = (config.components ?? []).map(({ id, type: kind, config: at }) =>
      kind === 'JUMP_BUTTON' ? `${id} → ${at?.next_node ?? ''}` : id,
    )
    return `${type} ${config.flow_id ?? shown.join(', ')} → ${config.next_node}`
  })
  return [`start → ${start.next_node}`, ...steps]
}

const ACCEPT = 'FLOW Phone Linking Accept → $ending'

test.each([
  ['phone-prompt.offer', ['start → step_offer', 'STEP words, next, later → $ending → flow_accept', ACCEPT]],
  [
    'phone-prompt.required',
    ['start → step_required', 'STEP words, next, cancel → $ending → flow_accept', ACCEPT],
  ],
  [
    'phone-prompt.number',
    ['start → step_number', 'STEP words, phone, next, later → $ending → flow_accept', ACCEPT],
  ],
  [
    'phone-prompt.removal',
    ['start → step_removal', 'STEP words, confirm, keep → $ending → flow_accept', ACCEPT],
  ],
  [
    'phone-notice',
    ['start → flow_notify', 'FLOW Phone Linking Notify → step_notice', 'STEP words, next → $ending'],
  ],
])('the Form %s leads where it should', (name, paths) => {
  expect(pathsOf(form(name))).toEqual(paths)
})

test('only the way through the accepting flow sets the choice', () => {
  expect(flow('phone-prompt.accept').actions).toMatchObject([
    { id: 'store_accept', type: 'FLOW', action: 'STORE_VARS', params: { vars: { choice: 'accepted' } } },
  ])
})

test('the notice is emailed first, to the address of the account, and what came of it is stored', () => {
  const [email, store] = flow('phone-notice').actions
  expect(email).toMatchObject({
    ...{ id: 'send_email', type: 'AUTH0', action: 'SEND_EMAIL', allow_failure: true },
    params: { to: '{{context.user.email}}', subject: '{{custom_vars.subject}}' },
  })
  expect(store).toMatchObject({
    ...{ id: 'store_emailed', type: 'FLOW', action: 'STORE_VARS' },
    params: { vars: { emailed: '{{actions.send_email.success}}' } },
  })
})

test('everything that the email shows is escaped, and comes from a variable of its own name', () => {
  const { body, custom_vars } = flow('phone-notice').actions[0]?.params as {
    body: string
    custom_vars: Record<string, string>
  }
  const printed = [...body.matchAll(/\{\{(.*?)\}\}/g)].map(([, inner = '']) => inner.trim())
  expect(printed.filter((inner) => !/^custom_vars\.\w+ \| escape$/.test(inner))).toEqual([])
  const names = new Set(printed.map((inner) => /\.(\w+)/.exec(inner)?.[1] ?? ''))
  expect([...names, 'subject'].sort()).toEqual(Object.keys(custom_vars).sort())
  for (const [name, value] of Object.entries(custom_vars)) expect(value).toBe(`{{vars.${name}}}`)
})

describe.each(built.map(({ kind, name, body }) => [`${kind}/${name}`, body] as const))('%s', (_, body) => {
  const text = JSON.stringify(body)

  test('has no slot left, no keyword, and no condition that Auth0 does not document', () => {
    expect(text).not.toMatch(/%\w+\.\w+%|%lines%|##|@@|ROUTER/)
  })

  test('has no name of its own: tenant.yaml names it', () => {
    expect(body).not.toHaveProperty('name')
  })
})

describe.each(built.filter(({ kind }) => kind === 'forms').map(({ name }) => name))('the Form %s', (name) => {
  const { nodes, ending, translations } = form(name)
  const components = nodes.flatMap(({ config }) => config.components ?? [])

  test('gives the login back, and opens nicely in the editor', () => {
    expect(ending.resume_flow).toBe(true)
    const places = nodes.map(({ coordinates: { x, y } }) => `${x},${y}`)
    expect(new Set(places).size).toBe(nodes.length)
  })

  test('every pointer leads to a node that is there, and ids are told apart', () => {
    const ids = [...nodes, ...components].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => !/^[a-z]\w*$/.test(id))).toEqual([])
    const pointers = [
      form(name).start.next_node,
      ...nodes.map(({ config }) => config.next_node),
      ...components.flatMap(({ config }) => config?.next_node ?? []),
    ]
    expect(pointers.filter((to) => to !== '$ending' && !nodes.some(({ id }) => id === to))).toEqual([])
  })

  test('is translated into every other language, component by component', () => {
    expect(Object.keys(translations)).toEqual(LANGUAGES.filter((language) => language !== 'en'))
    for (const { components: translated } of Object.values(translations)) {
      expect(Object.keys(translated)).toEqual(components.map(({ id }) => id))
    }
  })
})

test('every word for Forms is used by one', () => {
  const sources = built
    .filter(({ kind }) => kind === 'forms')
    .map(({ name }) => readFileSync(join(__dirname, '../../actions', `${name}.form.json`), 'utf8'))
    .join('')
  const slots = Object.entries(FORM_TEXTS.en).flatMap(([page, words]) =>
    Object.keys(words).map((word) => `%${page}.${word}%`),
  )
  expect(slots.filter((slot) => !sources.includes(slot))).toEqual([])
})

test('what is written is what was built', () => {
  for (const { file, body } of writeForms()) expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(body)
})
