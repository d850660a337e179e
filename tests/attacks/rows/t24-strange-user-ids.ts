import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { addPhone, person, removePhone, replacePhone, signInByEmail } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { linkedPhones } from '../support/people.ts'

/** Each is the id of an email account and of the phone account that is linked to it. */
const IDS = {
  'two pipes': 'tenant|a|b',
  'a slash, a percent sign, a question mark': 'a/../b%2Fc?d#e',
  'many scripts': 'ünï-日本-🙂',
  '128 characters': 'x'.repeat(120),
}

export const t24: Attack = {
  row: 'T24',
  name: 'user ids have two pipes, slashes, letters of many scripts, or 128 characters',
  from: {
    what: 'auth0/rules, issue 84: an id split at its pipes lost its third part, and linked the wrong accounts.',
    url: 'https://github.com/auth0/rules/issues/84',
  },
  verdict: 'linked, replaced and removed as any other, with the sub it had; no other account is touched',
  weakened: [
    {
      breaks: 'an id is split at its last pipe',
      patches: [
        {
          file: 'lib/core/user-id.ts',
          from: "const pipe = userId.indexOf('|')",
          to: "const pipe = userId.lastIndexOf('|')",
        },
      ],
    },
    {
      breaks: 'ids stand in paths of the API as they are',
      patches: [
        {
          file: 'lib/protocol/identities.ts',
          from: 'return `/users/${encodeURIComponent(userId)}`',
          to: 'return `/users/${userId}`',
        },
      ],
    },
  ],
  attack: async (stage) => {
    for (const [index, [name, user_id]] of Object.entries(IDS).entries()) {
      const email = `person${index}@example.com`
      const [first, second] = [`+44740040000${index}`, `+44740040001${index}`]
      await stage.management.users.create({ connection: 'email', email, email_verified: true, user_id })
      for (const [phone_number, id] of [
        [first, user_id],
        [second, `${user_id}2`],
      ])
        await stage.management.users.create({
          ...{ connection: 'sms', phone_number: String(phone_number), phone_verified: true },
          user_id: String(id),
        })
      const who = await person(stage)
      const { id } = await signInByEmail(who, email)
      const added = await addPhone(who, first)
      expect([name, added.id.sub, added.id.phone_link]).toEqual([
        ...[name, `email|${user_id}`],
        { intent: 'add', status: 'linked' },
      ])
      expect((await replacePhone(who, second)).id).toMatchObject({ sub: id.sub, phone_number: second })
      expect(await linkedPhones(stage)).toEqual([{ owner: id.sub, number: second }])
      expect((await removePhone(who)).id.phone_link?.status).toBe('removed')
    }
    const users = await stage.tenant.control.users()
    expect(users.map(({ user_id }) => user_id)).toEqual(Object.values(IDS).map((id) => `email|${id}`))

    // And without a page, where the account is read by its id.
    const app = await grantApp(stage)
    for (const index of Object.keys(Object.keys(IDS))) {
      const { id, idToken } = await signInByCode(stage, app, `person${index}@example.com`)
      const added = await signInByCode(stage, app, `+44740041000${index}`, { link_to: idToken })
      expect([index, added.id.sub, added.id.phone_link?.status]).toEqual([index, id.sub, 'linked'])
    }
  },
}
