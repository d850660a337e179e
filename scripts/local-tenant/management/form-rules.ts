import { textOf } from '../forms/json-parts.ts'
import type { Json, JsonObject } from '../state.ts'
import { isObject, listOf, nullable, oneOf, type Rule, text } from './body.ts'

/** Sources: Auth0's Management API description (schemas Form*, Flow*); docs, customize/forms/routers for the rules. */
const ID = text({ max: 255, pattern: /^[\w-]+$/ })
const WORDS = text({ max: 150 })
const BUTTON_TYPES = ['NEXT_BUTTON', 'JUMP_BUTTON', 'PREVIOUS_BUTTON', 'RESEND_BUTTON']

/** An object whose named parts follow their rules; parts without a rule are let through. */
const shaped =
  (rules: { [name: string]: Rule }, required: string[] = []): Rule =>
  (value) => {
    if (!isObject(value)) return 'Expected type object'
    const missing = required.find((name) => value[name] === undefined)
    if (missing !== undefined) return `Missing required property: ${missing}`
    for (const [name, rule] of Object.entries(rules)) {
      const part = value[name]
      const problem = part === undefined ? undefined : rule(part)
      if (problem !== undefined) return `${problem} (${name})`
    }
    return undefined
  }

/** A rule by what the value says it is. */
const byType =
  (rulesOf: (value: JsonObject) => Rule): Rule =>
  (value) =>
    isObject(value) ? rulesOf(value)(value) : 'Expected type object'

const everyText =
  (rule: Rule): Rule =>
  (value) =>
    isObject(value)
      ? Object.values(value)
          .map(rule)
          .find((problem) => problem !== undefined)
      : 'Expected type object'

const component = byType(({ category, type }) => {
  const kind = category === 'BLOCK' ? textOf(type) : ''
  const content = kind === 'RICH_TEXT' ? { content: text({ min: 0, max: 10_000 }) } : {}
  const button = BUTTON_TYPES.includes(kind) ? { text: text({ min: 0, max: 150 }) } : {}
  const needs = kind === 'JUMP_BUTTON' ? ['text', 'next_node'] : kind === 'NEXT_BUTTON' ? ['text'] : []
  return shaped(
    {
      ...{ id: ID, category: oneOf('BLOCK', 'FIELD', 'WIDGET'), hint: text({ max: 500 }), label: text() },
      config: shaped({ ...content, ...button }, needs),
    },
    ['id', 'category', 'type', ...(needs.length > 0 ? ['config'] : [])],
  )
})

const routerRule = shaped({ id: ID, alias: WORDS }, ['id', 'condition'])
const NODE_CONFIGS: { [type: string]: Rule } = {
  STEP: shaped({ components: listOf(component) }),
  ROUTER: shaped({ rules: listOf(routerRule, 10) }),
  FLOW: shaped({ flow_id: text({ max: 30 }) }, ['flow_id']),
}

const node = byType(({ type }) =>
  shaped(
    {
      ...{ id: ID, alias: WORDS, type: oneOf('STEP', 'ROUTER', 'FLOW') },
      config: NODE_CONFIGS[textOf(type)] ?? shaped({}),
    },
    ['id', 'type'],
  ),
)

const messages = shaped({
  errors: everyText(text({ max: 255 })),
  custom: everyText(text({ max: 255 })),
})

export const FORM: { [name: string]: Rule } = {
  name: WORDS,
  messages: nullable(messages),
  languages: nullable(shaped({ primary: text({ max: 55 }), default: text({ max: 55 }) })),
  translations: nullable(everyText(shaped({ messages }))),
  nodes: nullable(listOf(node)),
  start: nullable(shaped({ hidden_fields: listOf(shaped({ key: ID, value: text({ max: 500 }) }, ['key'])) })),
  ending: nullable(shaped({ resume_flow: (value) => (value === true ? undefined : 'Expected true') })),
  style: nullable(shaped({ css: text({ max: 5000 }) })),
}

const ACTION_PARAMS: { [kind: string]: () => Rule } = {
  'AUTH0 SEND_EMAIL': () =>
    shaped({ subject: text({ max: 255 }), body: text({ max: 102_400 }) }, ['to', 'subject', 'body']),
  'FLOW ERROR_MESSAGE': () => shaped({ message: text({ min: 0, max: 2048 }) }, ['message']),
  'FLOW STORE_VARS': () => shaped({}, ['vars']),
  'FLOW BOOLEAN_CONDITION': () => shaped({ then: listOf(flowAction), else: listOf(flowAction) }, ['if']),
}

const flowAction: Rule = (value: Json) =>
  byType(({ type, action }) =>
    shaped(
      {
        ...{ id: ID, alias: text({ max: 100 }) },
        params: ACTION_PARAMS[`${textOf(type)} ${textOf(action)}`]?.() ?? shaped({}),
      },
      ['id', 'type', 'action'],
    ),
  )(value)

export const FLOW: { [name: string]: Rule } = { name: WORDS, actions: listOf(flowAction) }
