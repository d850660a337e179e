import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, GRACE, OTHER_PHONE, PHONE, phoneIdentities } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { EDITH, holdingAnswer, linkedPhones } from '../support/people.ts'
import { notGranted } from '../support/refusals.ts'

export const t12: Attack = {
  row: 'T12',
  name: 'a token or an answer is used of somebody who was deleted or blocked meanwhile',
  from: {
    what: 'spring-security, issue 6680: once a token is issued, locking its user locks nobody out.',
    url: 'https://github.com/spring-projects/spring-security/issues/6680',
  },
  verdict: 'link_token_invalid, or the login ends; no phone is linked to the account',
  weakened: [
    {
      breaks: 'a blocked account gains a phone by an ID token from before',
      patches: [
        {
          file: 'lib/adapters/challenge-event.ts',
          from: 'if (!isUser(user) || user.blocked === true) return undefined',
          to: 'if (!isUser(user)) return undefined',
        },
      ],
    },
    {
      breaks: 'a phone account that is gone counts as linked',
      patches: [
        {
          file: 'lib/flows/link-proven.ts',
          from: 'if (!phones.includes(secondary.id)) return refuse(login, ticket, reason, answer.code)',
          to: '',
        },
        {
          file: 'lib/flows/finish.ts',
          from: "return refuse(login, ticket, 'proof_invalid')",
          to: "return announce({ intent: ticket.intent, status: 'linked' })",
        },
      ],
    },
  ],
  attack: async (stage) => {
    const app = await grantApp(stage)
    const { users } = stage.management
    const blocked = await signInByCode(stage, app, EDITH)
    await users.update(blocked.id.sub, { blocked: true })
    const gone = await signInByCode(stage, app, 'frida@example.com')
    await users.delete(gone.id.sub)
    for (const { idToken } of [blocked, gone])
      expect(await signInByCode(stage, app, PHONE, { link_to: idToken })).toMatchObject(
        notGranted('link_token_invalid'),
      )
    expect(await phoneIdentities(stage)).toEqual([])

    const left = await holdingAnswer(stage, ADA, PHONE)
    await users.delete((await phoneIdentities(stage))[0]?.owner ?? '')
    const without = await left.who.app.finish(left.attempt, await left.who.browser.open(left.answer))
    expect(without.id).toMatchObject({ sub: left.sub, phone_link: { status: 'refused' } })

    const locked = await holdingAnswer(stage, GRACE, OTHER_PHONE)
    await users.update(locked.sub, { blocked: true })
    const arrived = await locked.who.browser.open(locked.answer)
    expect(await locked.who.app.finish(locked.attempt, arrived)).toMatchObject({ error: 'unauthorized' })

    const deleted = await holdingAnswer(stage, 'lin@example.com', '+447400333444')
    await users.delete(deleted.sub)
    const ended = await deleted.who.browser.open(deleted.answer)
    expect(await deleted.who.app.finish(deleted.attempt, ended)).toMatchObject({ error: 'access_denied' })
    expect(await linkedPhones(stage)).toEqual([])
  },
}
