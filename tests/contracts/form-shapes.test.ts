import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { buildForms } from '../../scripts/forms/build-forms.ts'

// Our Forms and flows against Auth0's own description of its Management API, where a copy of it is at hand.

const SPEC = process.env.PHONE_LINKING_SPEC ?? join(__dirname, '../../../shared/spec')
const DESCRIPTION = join(SPEC, 'management-api.openapi.json')
const SCHEMAS = { forms: 'CreateFormRequestContent', flows: 'CreateFlowRequestContent' }

const whereDescribed = existsSync(DESCRIPTION) ? describe : describe.skip

whereDescribed('Auth0 describes what it takes', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  beforeAll(() => {
    const text = readFileSync(DESCRIPTION, 'utf8')
    // The description's alternatives overlap: an object may fit several.
    ajv.addSchema(JSON.parse(text.replaceAll('"oneOf":', '"anyOf":')) as object, 'description')
  })
  const problemsOf = (kind: 'forms' | 'flows', body: object) => {
    const $ref = `description#/components/schemas/${SCHEMAS[kind]}`
    const validate = ajv.getSchema($ref)
    if (!validate) throw new Error(`The description lacks ${$ref}.`)
    void validate({ name: 'Ours', ...body })
    return validate.errors ?? []
  }

  test.each(buildForms().map(({ kind, name, body }) => [kind, name, body] as const))(
    '%s: %s is of that kind',
    (kind, _name, body) => {
      expect(problemsOf(kind, body)).toEqual([])
    },
  )

  test('a wrong component is seen', () => {
    const component = { id: 'x', category: 'BLOCK', type: 'NEXT_BUTTON', config: { words: 'Next' } }
    const nodes = [{ id: 'step', type: 'STEP', config: { components: [component] } }]
    expect(problemsOf('forms', { nodes })).not.toEqual([])
  })
})
