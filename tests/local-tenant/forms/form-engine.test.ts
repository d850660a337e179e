import type { JsonObject } from '../../../scripts/local-tenant/state.ts'
import { useStage } from '../oidc/support/stage.ts'
import { failed, form, completed } from '../oidc/support/fake-actions.ts'
import { authorizeUrl, logInByEmail } from '../oidc/support/stage.ts'
import {
  ADA,
  block,
  field,
  flowNode,
  FORM_ID,
  installFlow,
  installForm,
  isHome,
  next,
  openForm,
  promptOf,
  richText,
  step,
} from './form-bench.ts'

const stage = useStage()
const name = field('first_name', 'TEXT', { min_length: 2, max_length: 5 }, { required: true })

describe('a rendered form', () => {
  test('is shown, and its values come back to the same Action with a request of its own', async () => {
    installForm(stage, [step('one', '$ending', [name, next])])
    const browser = stage.browser()
    const page = await openForm(stage, browser, { vars: { secret: 's3cret' } })
    expect(page.url.pathname).toBe(`/u/custom-prompt/${FORM_ID}`)
    expect(page.html).not.toContain('s3cret')
    const home = await browser.submit(page, { first_name: 'Ada' })
    expect(isHome(home)).toBe(true)
    expect(promptOf(stage)).toEqual({
      id: FORM_ID,
      fields: { first_name: 'Ada' },
      vars: { secret: 's3cret' },
    })
    const resumed = stage.actions.seen.at(-1)
    expect(resumed?.event.request.query).toEqual({ state: expect.any(String) as string })
    expect(resumed?.event.request.body).toEqual({})
  })

  test('a state works once: back, double submit and second tab are told so, without a loop', async () => {
    installForm(stage, [step('one', '$ending', [name, next])])
    const browser = stage.browser()
    const page = await openForm(stage, browser)
    const seen = await Promise.all([1, 2].map(() => browser.submit(page, { first_name: 'Ada' })))
    expect(seen.filter(isHome)).toHaveLength(1)
    for (const late of [await browser.open(page.url), seen.find((each) => !isHome(each))]) {
      expect(late?.status).toBe(400)
      expect(late?.html).toContain('belongs to a login that has ended')
    }
  })

  test('another browser cannot fill it in, nor can anybody after an hour', async () => {
    installForm(stage, [step('one', '$ending', [name, next])])
    const browser = stage.browser()
    const page = await openForm(stage, browser)
    const other = stage.browser()
    await other.open(authorizeUrl())
    expect((await other.open(page.url)).status).toBe(400)
    stage.advance(3600)
    expect((await browser.open(page.url)).status).toBe(400)
  })

  test('that does not exist fails the login', async () => {
    stage.actions.onLogin = () => form('ap_none')
    const { url } = await logInByEmail(stage, stage.browser(), ADA)
    expect(url.searchParams.get('error')).toBe('access_denied')
    expect(url.searchParams.get('error_description')).toContain('does not exist')
  })

  test('cannot be shown to a silent login', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser, ADA)
    installForm(stage, [step('one', '$ending', [next])])
    stage.actions.onLogin = () => form(FORM_ID)
    const url = authorizeUrl({ prompt: 'none' })
    url.searchParams.delete('connection')
    expect((await browser.open(url)).url.searchParams.get('error')).toBe('interaction_required')
  })

  test('one login may show two, one after the other', async () => {
    installForm(stage, [step('one', '$ending', [next])])
    let shown = 0
    stage.actions.onLogin = () => ((shown += 1) <= 2 ? form(FORM_ID) : completed())
    const browser = stage.browser()
    const first = await logInByEmail(stage, browser, ADA)
    const second = await browser.press(first, /Go on/)
    expect(second.url.pathname).toBe(`/u/custom-prompt/${FORM_ID}`)
    expect(isHome(await browser.press(second, /Go on/))).toBe(true)
  })

  test('an Action that fails afterwards fails the login', async () => {
    installForm(stage, [step('one', '$ending', [next])])
    const browser = stage.browser()
    const page = await openForm(stage, browser)
    stage.actions.onLogin = () => failed('no handler')
    expect((await browser.press(page, /Go on/)).url.searchParams.get('error')).toBe('access_denied')
  })
})

describe('fields', () => {
  test.each([
    ['', 'This field is required.'],
    ['A', 'at least 2 characters'],
    ['Adaada', 'at most 5 characters'],
    ['Ad', null],
    ['Adaad', null],
  ])('a text %j: %s', async (typed, problem) => {
    installForm(stage, [step('one', '$ending', [name, next])])
    const browser = stage.browser()
    const seen = await browser.submit(await openForm(stage, browser), { first_name: typed })
    expect(isHome(seen)).toBe(problem === null)
    if (problem === null) return
    expect(seen.status).toBe(400)
    for (const part of [problem, 'role="alert"', 'aria-invalid="true"', `value="${typed}"`]) {
      expect(seen.html).toContain(part)
    }
    expect(seen.html).toContain('aria-describedby="field-first_name-error"')
    expect(isHome(await browser.submit(seen, { first_name: 'Ada' }))).toBe(true)
  })

  test('a number with its country becomes all its forms', async () => {
    installForm(stage, [step('one', '$ending', [field('phone', 'TEL', { country_picker: true }), next])])
    const browser = stage.browser()
    const page = await openForm(stage, browser)
    const wrong = await browser.submit(page, { phone: '12', 'phone.country': 'GB' })
    expect(wrong.html).toContain('valid phone number')
    await browser.submit(wrong, { phone: '07400 123456', 'phone.country': 'GB' })
    expect(promptOf(stage)?.fields['phone']).toEqual({
      national_number: '7400123456',
      national_format: '07400 123456',
      international_number: '+447400123456',
      international_format: '+44 7400 123456',
      country_code_iso: 'GB',
      country_code_number: '44',
    })
  })

  test('what must be accepted is accepted by a tick, and a choice is one of its options', async () => {
    const legal = field('terms', 'LEGAL', { text: 'I <strong>agree</strong>' }, { required: true })
    const choice = field('colour', 'CHOICE', { options: [{ value: 'red', label: 'Red' }] })
    installForm(stage, [step('one', '$ending', [legal, choice, next])])
    const browser = stage.browser()
    const page = await openForm(stage, browser)
    const action = page.forms[0]?.action ?? ''
    const not = await browser.post(action, new URLSearchParams({ colour: 'blue', action: 'next' }))
    expect(not.html).toContain('Please accept this')
    expect(not.html).toContain('choose one of the options')
    await browser.post(action, new URLSearchParams({ colour: 'red', terms: 'true', action: 'next' }))
    expect(promptOf(stage)?.fields).toEqual({ terms: true, colour: 'red' })
  })
})

describe('ways through a form', () => {
  const router = (condition: JsonObject): JsonObject => ({
    ...{ id: 'router', type: 'ROUTER' },
    config: { rules: [{ id: 'r1', condition, next_node: 'yes' }], fallback: 'no' },
  })
  const ends = ['yes', 'no'].map((id) => step(id, '$ending', [richText(`<h2>Said ${id}</h2>`), next]))

  test.each<[string, JsonObject[], string]>([
    ['EQ', ['{{vars.a}}', 'x'], 'yes'],
    ['NEQ', ['{{vars.a}}', 'x'], 'no'],
    ['EXISTS', ['{{vars.none}}'], 'no'],
    ['NOT_EXISTS', ['{{vars.none}}'], 'yes'],
    ['HAS_NOT_VALUE', ['{{vars.empty}}'], 'yes'],
    ['GT', ['{{vars.n}}', 9], 'yes'],
    ['LTE', ['{{vars.n}}', 9], 'no'],
    ['INCLUDES', ['{{vars.list}}', 'b'], 'yes'],
    ['STARTS_WITH', ['{{context.user.email}}', 'ada@'], 'yes'],
    ['TRUE', ['{{vars.yes}}'], 'yes'],
    ['FALSE', ['{{vars.yes}}'], 'no'],
  ] as unknown as [string, JsonObject[], string][])(
    '%s of %j leads to %s',
    async (operator, operands, to) => {
      installForm(stage, [router({ operator: 'AND', operands: [{ operator, operands }] }), ...ends])
      const vars = { a: 'x', empty: '', n: 10, list: ['a', 'b'], yes: true }
      expect((await openForm(stage, stage.browser(), { vars })).html).toContain(`<h1>Said ${to}</h1>`)
    },
  )

  test('a jump neither checks nor keeps what was typed, and Enter never presses it', async () => {
    const jump = block('skip', 'JUMP_BUTTON', { text: 'Later', next_node: '$ending' })
    installForm(stage, [step('one', 'two', [name, jump, next]), step('two', '$ending', [next])])
    const browser = stage.browser()
    const page = await openForm(stage, browser)
    expect(page.forms[0]?.buttons[0]).toMatchObject({ name: 'action', value: 'next' })
    expect(page.forms[0]?.buttons[1]).toMatchObject({ name: 'action', value: 'jump:skip' })
    expect(isHome(await browser.press(page, /Later/))).toBe(true)
    expect(promptOf(stage)?.fields).toEqual({})
  })

  test('the way back shows the earlier step with what was typed', async () => {
    const back = block('back', 'PREVIOUS_BUTTON', { text: 'Back' })
    installForm(stage, [step('one', 'two', [name, next]), step('two', '$ending', [next, back])])
    const browser = stage.browser()
    const second = await browser.submit(await openForm(stage, browser), { first_name: 'Ada' })
    expect((await browser.press(second, /Back/)).html).toContain('value="Ada"')
  })

  test('a form that goes round in circles ends on a plain page', async () => {
    installForm(stage, [{ id: 'router', type: 'ROUTER', config: { rules: [], fallback: 'router' } }])
    expect(await openForm(stage)).toMatchObject({
      status: 400,
      url: { pathname: `/u/custom-prompt/${FORM_ID}` },
    })
  })

  test('an ending that leads elsewhere is not here', async () => {
    installForm(stage, [step('one', '$ending', [next])], {
      ending: { redirection: { target: 'https://a.b' } },
    })
    const browser = stage.browser()
    expect((await browser.press(await openForm(stage, browser), /Go on/)).status).toBe(400)
  })
})

describe('words', () => {
  test('variables are filled in and cannot add markup; scripts are left out; there is one main heading', async () => {
    const text =
      '<h1 onclick="x()">Hi {{vars.name}}</h1><h1>More</h1><script>evil()</script><a href="javascript:x">a</a>{{vars.none}}{{fields.none ?? \'other\'}} {{t(\'hello\')}} {{functions.toString(vars.n)}}'
    installForm(stage, [step('one', '$ending', [richText(text), next])], {
      messages: { custom: { hello: 'Hello there' } },
    })
    const { html } = await openForm(stage, stage.browser(), { vars: { name: '<img src=x>', n: 3 } })
    expect(html).toContain('<h1>Hi &lt;img src=x&gt;</h1><h2>More</h2><a>a</a>other Hello there 3')
    expect(html.match(/<h1/g)).toHaveLength(1)
  })

  test('without a heading the name of the form is one, for those who hear the page', async () => {
    installForm(stage, [step('one', '$ending', [next])])
    expect((await openForm(stage)).html).toContain('<h1 class="visually-hidden">A form</h1>')
  })

  test('the language of the browser decides, also for what is wrong', async () => {
    installForm(stage, [step('one', '$ending', [richText('<h2>Hallo</h2>'), name, next])], {
      languages: { primary: 'de' },
      translations: {
        en: {
          components: { rich: { config: { content: '<h2>Hello</h2>' } }, first_name: { label: 'Your name' } },
          messages: { errors: { ERR_REQUIRED_PROPERTY: 'Say it.' } },
        },
      },
    })
    const browser = stage.browser()
    const page = await openForm(stage, browser)
    for (const part of ['<html lang="en" dir="ltr">', '<h1>Hello</h1>', 'Your name']) {
      expect(page.html).toContain(part)
    }
    expect((await browser.submit(page, { first_name: '' })).html).toContain('Say it.')
  })
})

describe('values that are given', () => {
  test('fill in the fields and hidden fields that the form has, and no others', async () => {
    installForm(stage, [step('one', '$ending', [name, next])], {
      start: { next_node: 'one', hidden_fields: [{ key: 'from', value: '{{context.user.email}}' }] },
    })
    const browser = stage.browser()
    const page = await openForm(stage, browser, { fields: { first_name: 'Eve', other: 1 } })
    expect(page.html).toContain('value="Eve"')
    await browser.press(page, /Go on/)
    expect(promptOf(stage)?.fields).toEqual({ first_name: 'Eve', from: ADA })
  })
})

describe('flows', () => {
  const email = (more: JsonObject = {}): JsonObject => ({
    ...{ id: 'mail', type: 'AUTH0', action: 'SEND_EMAIL' },
    params: {
      ...{ to: '{{context.user.email}}', subject: 'Hi {{ user.email }}', body: '<p>{{ custom_vars.a }}</p>' },
      custom_vars: { a: '{{fields.first_name}}' },
    },
    ...more,
  })
  const nodes = () => [
    step('one', 'flow', [{ ...name, required: false }, next]),
    flowNode('flow', 'two'),
    step('two', '$ending', [richText('sent {{vars.sent}}!'), next]),
  ]
  const store = {
    id: 'store',
    type: 'FLOW',
    action: 'STORE_VARS',
    params: { vars: { sent: '{{actions.mail.success}}' } },
  }
  const provider = (enabled: boolean) =>
    (stage.tenant.state.configuration.emailProvider = {
      name: 'smtp',
      enabled,
      default_from_address: 'a@b.example',
    })
  const submit = async () => {
    const browser = stage.browser()
    return browser.submit(await openForm(stage, browser), { first_name: 'Ada' })
  }

  test('send email by the provider of the tenant', async () => {
    provider(true)
    installForm(stage, nodes())
    installFlow(stage, [email(), store])
    expect((await submit()).html).toContain('sent true!')
    expect(stage.tenant.state.inbox.at(-1)).toMatchObject({
      ...{ channel: 'email', to: ADA, subject: `Hi ${ADA}`, text: '<p>Ada</p>', from: 'a@b.example' },
    })
  })

  test('an email that may fail leaves nothing behind but a line in the log', async () => {
    provider(false)
    installForm(stage, nodes())
    installFlow(stage, [email({ allow_failure: true }), store])
    expect((await submit()).html).toContain('sent !')
    const log = stage.tenant.state.logs.find(({ type }) => type === 'flows_execution_failed')
    expect(log).toMatchObject({ details: { form_id: FORM_ID, flow_id: 'af_1', action_id: 'mail' } })
    expect(JSON.stringify(log)).not.toContain(ADA)
  })

  test('an email that may not fail brings the person back to their step, to try again', async () => {
    provider(false)
    installForm(stage, nodes())
    installFlow(stage, [email(), store])
    const browser = stage.browser()
    const seen = await browser.submit(await openForm(stage, browser), { first_name: 'Ada' })
    expect(seen).toMatchObject({ status: 400 })
    expect(seen.html).toContain('Something went wrong')
    expect(seen.html).toContain('value="Ada"')
    provider(true)
    expect((await browser.submit(seen, { first_name: 'Ada' })).html).toContain('sent true!')
  })

  test('a flow says what is wrong, and only when its condition holds', async () => {
    installForm(stage, nodes())
    const said = {
      id: 'say',
      type: 'FLOW',
      action: 'ERROR_MESSAGE',
      params: { message: 'Not {{fields.first_name}}' },
    }
    const condition = { operator: 'EQ', operands: ['{{fields.first_name}}', 'Ada'] }
    installFlow(stage, [
      {
        id: 'if',
        type: 'FLOW',
        action: 'BOOLEAN_CONDITION',
        params: { if: condition, then: [said], else: [] },
      },
    ])
    const browser = stage.browser()
    const seen = await browser.submit(await openForm(stage, browser), { first_name: 'Ada' })
    expect(seen).toMatchObject({ status: 400 })
    expect(seen.html).toContain('Not Ada')
    expect((await browser.submit(seen, { first_name: 'Eve' })).html).toContain('sent !')
  })

  test('a flow that fails before the first step ends on a plain page', async () => {
    installForm(stage, [flowNode('flow', 'one'), step('one', '$ending', [next])])
    expect((await openForm(stage)).status).toBe(400)
  })

  test('the flow after the last step runs before the login goes on', async () => {
    installForm(stage, [step('one', '$ending', [next])], {
      ending: { resume_flow: true, after_submit: { flow_id: 'af_1' } },
    })
    installFlow(stage, [{ id: 'store', type: 'FLOW', action: 'STORE_VARS', params: { vars: { done: 1 } } }])
    const browser = stage.browser()
    await browser.press(await openForm(stage, browser), /Go on/)
    expect(promptOf(stage)?.vars).toEqual({ done: 1 })
  })
})
