import { buildSources } from '../../../scripts/deploy/build-sources.ts'
import type { Attack } from '../support/attack.ts'
import { deployedSettings, redeploy } from '../support/redeploy.ts'

const KEYWORDS = '// ##BRAND## @@SMS_DOMAIN@@ "##TENANT_DOMAIN##" @@APP_CLIENT_NAME@@\n'
/** A setting that an admin may have copied from another place, with a keyword left in it. */
const HELP_URL = 'https://example.com/help?of=##FINGERPRINT_KEY##'

export const t28: Attack = {
  row: 'T28',
  name: 'the code of an Action, or a setting, holds text that looks like a keyword',
  from: {
    what: 'auth0-deploy-cli, issue 596: `@@config@@` in a template of Auth0’s own was taken for a keyword.',
    url: 'https://github.com/auth0/auth0-deploy-cli/issues/596',
  },
  verdict:
    'what runs is the bundle, byte for byte, and the setting as it was given; no secret gets into another',
  weakened: [
    {
      breaks: 'auth0-deploy-cli fills keywords in, in code as well',
      patches: [
        {
          file: 'scripts/import/run-deploy-cli.ts',
          from: 'AUTH0_KEYWORD_REPLACE_MAPPINGS: {},',
          to: "AUTH0_KEYWORD_REPLACE_MAPPINGS: { BRAND: 'Example', TENANT_DOMAIN: run.domain },",
        },
      ],
    },
    {
      breaks: 'keywords are filled into the values of keywords',
      patches: [
        {
          file: 'scripts/import/keywords.ts',
          from: "return typeof value === 'string' ? value : mark",
          to: "return typeof value === 'string' ? String(fillText(value)) : mark",
        },
      ],
    },
  ],
  attack: async (stage, scripts) => {
    const settings = { ...(await deployedSettings(stage, scripts)), HELP_URL }
    expect(() => scripts.readEnvironment(settings)).toThrow('HELP_URL is still a placeholder')
    const sources = await buildSources()
    const code = `${sources.codes.get('phone-notice')}${KEYWORDS}`
    const codes = new Map([...sources.codes, ['phone-notice', code]])

    const ended = await redeploy(stage, scripts, { keywords: { HELP_URL }, sources: { ...sources, codes } })

    const { actions, actionVersions } = (await stage.tenant.control.state()).configuration
    const notice = actions.find(({ name }) => name === 'phone-notice')
    const runs = actionVersions.find(({ id }) => id === notice?.deployed_version_id)
    expect(runs?.code.endsWith(KEYWORDS)).toBe(true)
    expect(runs?.code).toBe(code)
    expect(runs?.secrets).toContainEqual(expect.objectContaining({ name: 'HELP_URL', value: HELP_URL }))
    expect(ended).toBe('deployed')
  },
}
