import type { Management, ManagementClient } from 'auth0'

/** A vault connection, two flows (one of which uses it) and three Forms (one of which runs a flow). */
export async function addForms(management: ManagementClient): Promise<void> {
  const vault = await management.flows.vault.connections.create({
    ...{ name: 'Their mailer', app_id: 'SENDGRID' },
    setup: { type: 'API_KEY', api_key: 'SG.a-key-of-theirs' },
  })
  const mailing = await management.flows.create({
    name: 'Tell the team',
    actions: [sendByVault(vault.id)] as Management.FlowAction[],
  })
  await management.flows.create({
    name: 'Count visits',
    actions: [
      { id: 'count', type: 'FLOW', action: 'STORE_VARS', params: { vars: { visits: '{{fields.visits}}' } } },
    ] as Management.FlowAction[],
  })
  await management.forms.create(form('Terms of use', [step('terms', 'Do you accept our terms?')]))
  await management.forms.create(
    form('Profile "v2"', [
      step('profile', 'Tell us about yourself', 'tell'),
      { id: 'tell', type: 'FLOW', config: { flow_id: mailing.id, next_node: '$ending' } },
    ]),
  )
  await management.forms.create({
    ...form('Umfrage für Gäste', [step('survey', 'Wie war es?')]),
    languages: { primary: 'de', default: 'en' },
    messages: { errors: { ERR_REQUIRED_PROPERTY: 'Bitte ausfüllen.' } },
  })
}

type Node = { id: string; type: string; config: object }

function form(name: string, nodes: Node[]): Management.CreateFormRequestContent {
  return {
    ...{ name, languages: { primary: 'en' } },
    nodes: nodes as Management.FormNode[],
    start: { next_node: nodes[0]?.id ?? '$ending' },
    ending: { resume_flow: true },
  }
}

function step(id: string, words: string, next = '$ending'): Node {
  return {
    ...{ id, type: 'STEP' },
    config: {
      next_node: next,
      components: [
        { id: `${id}_text`, category: 'BLOCK', type: 'RICH_TEXT', config: { content: `<p>${words}</p>` } },
        { id: `${id}_next`, category: 'BLOCK', type: 'NEXT_BUTTON', config: { text: 'OK' } },
      ],
    },
  }
}

function sendByVault(connection_id: string): object {
  return {
    ...{ id: 'mail', type: 'SENDGRID', action: 'SEND_EMAIL', allow_failure: true, mask_output: false },
    params: {
      ...{ connection_id, from: { name: 'Others', email: 'us@others.example' } },
      personalizations: [{ to: [{ email: 'team@others.example' }], subject: 'A visitor' }],
      content: [{ type: 'text/plain', value: 'Somebody came.' }],
    },
  }
}
