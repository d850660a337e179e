import { setTimeout } from 'node:timers/promises'

import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { codeFor } from '../../journeys/support/steps.ts'
import { ADA, OTHER_PHONE, PHONE, removePhone, replacePhone } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { holdingAnswer } from '../support/people.ts'

const THEIRS = {
  app_metadata: {
    plan: 'gold',
    roles: ['a', { b: [1, null, '‏ا'] }],
    phone: '+1',
    phone_linked: { keep: true },
  },
  user_metadata: {
    colour: 'blue',
    nested: { deep: { er: 'x'.repeat(300) } },
    phone_link: 'a name of theirs',
  },
}

/** Milliseconds that the link is made to take, for others to change something meanwhile. */
const MEANWHILE = 1_500

export const t19: Attack = {
  row: 'T19',
  name: 'others change the person’s metadata while a phone is added, replaced and removed',
  from: {
    what: 'auth0-authorization-extension, issue 271: a login wrote `app_metadata` whole, and others lost theirs.',
    url: 'https://github.com/auth0/auth0-authorization-extension/issues/271',
  },
  verdict: 'every key of others stays byte for byte, also one that changes meanwhile; ours holds no number',
  weakened: [
    {
      breaks: 'without a page, what others keep is written back as it was read',
      patches: [
        {
          file: 'lib/adapters/grant-accounts.ts',
          from: 'return readAs(body)',
          to: 'Object.assign(lastRead, (body as { app_metadata?: object }).app_metadata)\n      return readAs(body)',
        },
        {
          file: 'lib/adapters/grant-accounts.ts',
          from: 'json: { app_metadata: Object.fromEntries(records.map(buildRecord)) },',
          to: 'json: { app_metadata: { ...lastRead, ...Object.fromEntries(records.map(buildRecord)) } },',
        },
        {
          file: 'lib/adapters/grant-accounts.ts',
          from: '): GrantAccounts {',
          to: '): GrantAccounts {\n  const lastRead: Record<string, unknown> = {}',
        },
      ],
    },
    {
      breaks: 'our record goes by a key that is somebody else’s',
      patches: [
        {
          file: 'lib/protocol/app-metadata.ts',
          from: "export const AUDIT_KEY = 'phone_link'",
          to: "export const AUDIT_KEY = 'plan'",
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { who, sub, attempt, answer } = await holdingAnswer(stage, ADA, PHONE)
    // While the person is away.
    await stage.management.users.update(sub, THEIRS)
    const before = await foreignOf(stage, sub)
    const linked = await who.app.finish(attempt, await who.browser.open(answer))
    expect(linked.id.phone_link?.status).toBe('linked')
    expect(await foreignOf(stage, sub)).toBe(before)
    expect((await replacePhone(who, OTHER_PHONE)).id.phone_link?.status).toBe('replaced')
    expect(await foreignOf(stage, sub)).toBe(before)
    expect((await removePhone(who)).id.phone_link?.status).toBe('removed')
    expect(await foreignOf(stage, sub)).toBe(before)
    await raceWithoutPage(stage)
  },
}

async function raceWithoutPage(stage: Stage): Promise<void> {
  const app = await grantApp(stage)
  const { id, idToken } = await signInByCode(stage, app, 'edith@example.com')
  await stage.management.users.update(id.sub, THEIRS)
  const number = '+447400321321'
  await app.start(number)
  const code = await codeFor(stage, number)
  await stage.tenant.control.faults([
    { method: 'POST', path: '/identities$', sent: '"provider":"sms"', delay_ms: MEANWHILE },
  ])
  await stage.tenant.control.clearCalls()
  const added = app.grant(number, code, { link_to: idToken })
  await untilRecorded(stage)
  await stage.management.users.update(id.sub, { app_metadata: { plan: 'silver' } })
  expect((await added).id.phone_link).toEqual({ intent: 'add', status: 'linked' })
  const { app_metadata } = await stage.management.users.get(id.sub)
  expect(app_metadata).toMatchObject({ ...THEIRS.app_metadata, plan: 'silver' })
}

/** The account remembers that a phone is being added; the link comes next. */
async function untilRecorded(stage: Stage): Promise<void> {
  const isRecorded = async () =>
    (await stage.tenant.control.calls()).some(({ method, from_action }) => method === 'PATCH' && from_action)
  for (let tries = 0; tries < 500 && !(await isRecorded()); tries += 1) await setTimeout(10)
}

/** What others keep, as text; what ours keeps is looked at besides. */
async function foreignOf(stage: Stage, sub: string): Promise<string> {
  const users = await stage.tenant.control.users()
  const user = users.find(({ user_id }) => user_id === sub)
  const entries = Object.entries(user?.app_metadata ?? {})
  const isOurs = (key: string) => /^phone_link($|_(attempts|pending|offers|tokens|born)$)/.test(key)
  const ours = JSON.stringify(entries.filter(([key]) => isOurs(key)))
  expect([PHONE, OTHER_PHONE].filter((number) => ours.includes(number.slice(-6)))).toEqual([])
  return JSON.stringify([entries.filter(([key]) => !isOurs(key)), user?.user_metadata])
}
