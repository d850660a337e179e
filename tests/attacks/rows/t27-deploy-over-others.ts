import { foreignPartOf } from '../../deploy/support/foreign-part.ts'
import { bindForeign } from '../../journeys/support/foreign-action.ts'
import { ADA, PHONE } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { withPhone } from '../support/people.ts'
import { redeploy } from '../support/redeploy.ts'

const NOTHING = 'exports.onExecutePostLogin = async () => {}'
const OURS = ['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice']

export const t27: Attack = {
  row: 'T27',
  name: 'a deploy meets Actions, bindings, clients, connections and secrets of somebody else',
  from: {
    what: 'auth0-deploy-cli, issue 201: an import of what had been exported deleted the users’ database.',
    url: 'https://github.com/auth0/auth0-deploy-cli/issues/201',
  },
  verdict: 'ours are in place and first; all of theirs is byte for byte as it was, in the order it had',
  weakened: [
    {
      breaks: 'Actions of others are bound no more',
      patches: [
        {
          file: 'scripts/deploy/compare-bindings.ts',
          from: '.filter(({ actionName }) => !names.has(actionName))',
          to: '.filter(({ actionName }) => names.size === 0 && actionName)',
        },
      ],
    },
    {
      breaks: 'the options that a connection has are replaced by ours',
      patches: [
        {
          file: 'scripts/deploy/compare-connections.ts',
          from: 'return disable_signup === undefined ? merged : { ...merged, disable_signup }',
          to: 'return disable_signup === undefined ? merged : ours',
        },
      ],
    },
    {
      breaks: 'auth0-deploy-cli says whom a connection is open to',
      patches: [
        {
          file: 'scripts/deploy/compare-connections.ts',
          from: "filter(([key]) => key !== 'enabled_clients')",
          to: "filter(([key]) => key !== 'is_domain_connection')",
        },
      ],
    },
  ],
  attack: async (stage, scripts) => {
    const theirs = await addTheirs(stage)
    const before = foreignPartOf((await stage.tenant.control.state()).configuration)

    const ended = await redeploy(stage, scripts, { changes: { NUMBER_TYPES: 'mobile,voip' } })

    const { configuration } = await stage.tenant.control.state()
    const bound = (configuration.bindings['post-login'] ?? []).map(({ display_name }) => display_name)
    expect(bound).toEqual([...OURS, 'theirs before', 'greeting', 'theirs after'])
    const sms = configuration.connections.find(({ name }) => name === 'sms')
    expect(sms?.options).toMatchObject({ forward_req_info: true, disable_signup: false })
    expect(sms?.enabled_clients).toContain(theirs)
    expect(foreignPartOf(configuration)).toBe(before)
    expect(ended).toBe('deployed')
    const own = configuration.actions.find(({ name }) => name === 'phone-challenge')
    expect(own?.secrets).toContainEqual(
      expect.objectContaining({ name: 'NUMBER_TYPES', value: 'mobile,voip' }),
    )
    await withPhone(stage, ADA, PHONE)
  },
}

/** What others have done since our first deploy: some of it is in the way of the next. */
async function addTheirs(stage: Stage): Promise<string> {
  const { management } = stage
  await bindForeign(stage, 'theirs before', 'before ours', NOTHING)
  await bindForeign(stage, 'theirs after', 'after ours', NOTHING)
  const { actions, connections, clients } = (await stage.tenant.control.state()).configuration
  const id = actions.find(({ name }) => name === 'theirs after')?.id ?? ''
  await management.actions.update(id, { secrets: [{ name: 'THEIR_KEY', value: 'a secret of theirs' }] })
  await management.actions.deploy(id)
  const sms = connections.find(({ name }) => name === 'sms')
  await management.connections.update(sms?.id ?? '', {
    options: { ...sms?.options, forward_req_info: true, disable_signup: true },
  })
  const client_id = clients.find(({ name }) => name === 'Other App')?.client_id ?? ''
  await management.connections.clients.update(sms?.id ?? '', [{ client_id, status: true }])
  await management.clients.update(client_id, { client_metadata: { theirs: '##BRAND##' } })
  return client_id
}
