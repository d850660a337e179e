import { grantOnly } from '../../journeys/support/scopes.ts'
import { deliveries, textsTo } from '../../journeys/support/codes.ts'
import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, PHONE, addPhone, enterPhone, passThrough, person } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack, DeployScripts } from '../support/attack.ts'
import { linkedPhones, signedIn } from '../support/people.ts'
import { deployedSettings } from '../support/redeploy.ts'
import { notGranted, refused } from '../support/refusals.ts'

export const t29: Attack = {
  row: 'T29',
  name: 'the token for the Management API lacks a scope, at a login, at a code and at a deploy',
  from: {
    what: 'auth0-deploy-cli, issue 178: an import without one scope ended half way, after it had changed others.',
    url: 'https://github.com/auth0/auth0-deploy-cli/issues/178',
  },
  verdict: 'link_failed and the login completes; no text; a deploy names the scope and changes nothing',
  weakened: [
    {
      breaks: 'an answer that refuses the link counts as one that made it',
      patches: [
        {
          file: 'lib/adapters/management-api.ts',
          from: 'if (status !== 201) return',
          to: 'if (status >= 500) return',
        },
      ],
    },
    {
      breaks: 'a look-up that was refused counts as a number that is linked',
      patches: [
        {
          file: 'lib/adapters/linked-numbers.ts',
          from: 'return { failed: codeOf(error) }',
          to: "return 'linked'",
        },
      ],
    },
    {
      breaks: 'a deploy begins without looking at its scopes',
      patches: [
        {
          file: 'scripts/deploy/connect.ts',
          from: 'if (missing.length > 0) {',
          to: 'if (missing.length > 99) {',
        },
      ],
    },
  ],
  attack: async (stage, scripts) => {
    await grantOnly(stage, 'Phone Linking Companion', (scope) => scope !== 'update:users')
    const { who, sub } = await signedIn(stage, ADA)
    expect((await addPhone(who, PHONE)).id).toMatchObject({ sub, phone_link: refused('link_failed') })
    expect((await passThrough(who)).id.sub).toBe(sub)
    const app = await grantApp(stage)
    const { idToken } = await signInByCode(stage, app, 'edith@example.com')
    const granted = await signInByCode(stage, app, '+447400654321', { link_to: idToken })
    expect(granted).toMatchObject(notGranted('not_available'))
    expect(await linkedPhones(stage)).toEqual([])

    await grantOnly(stage, 'Phone Linking Companion', (scope) => scope === 'delete:users')
    await stage.tenant.control.setUnknowns({ phoneEventUser: 'unknown' })
    const sent = (await textsTo(stage)).length
    const { url } = who.app.start({ connection: 'sms' })
    const stranger = await person(stage)
    await enterPhone(stranger, await stranger.browser.open(url), '+447400111000')
    expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'retry', reason: 'lookup_failed' })
    expect(await textsTo(stage)).toHaveLength(sent)
    await deployWithout(stage, scripts, 'update:connections')
  },
}

async function deployWithout(stage: Stage, scripts: DeployScripts, missing: string): Promise<void> {
  const settings = scripts.readEnvironment(await deployedSettings(stage, scripts))
  await grantOnly(stage, 'Deploy', (scope) => scope !== missing)
  const before = (await stage.tenant.control.state()).configuration
  const deployer = { ...settings.deployer, caFile: stage.tenant.caFile }
  await expect(scripts.connect(deployer, scripts.DEPLOY_SCOPES)).rejects.toThrow(
    `The deploying application lacks Management API scopes: ${missing}.`,
  )
  expect((await stage.tenant.control.state()).configuration).toEqual(before)
}
