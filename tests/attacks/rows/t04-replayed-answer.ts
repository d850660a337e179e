import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhoneUntilContinue,
  codeFor,
} from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { picture } from '../../journeys/support/picture.ts'
import { EDITH, changed, holdingAnswer, linkedPhones, signedIn } from '../support/people.ts'
import { notGranted, refused } from '../support/refusals.ts'

export const t04: Attack = {
  row: 'T04',
  name: 'an answer, a code or an ID token that was used before is used again',
  from: {
    what: 'OpenID FAPI, issue 349: an authorization code that was used must be rejected, always.',
    url: 'https://bitbucket.org/openid/fapi/issues/349/authorization-code-replay',
  },
  verdict: 'an error page, proof_invalid or link_token_used; the accounts stay as they were',
  weakened: [
    {
      breaks: 'one ID token adds phones as often as somebody who has stolen it likes',
      patches: [
        {
          file: 'lib/core/link-token.ts',
          from: 'if (used.some((token) => token.mark === mark)) return undefined',
          to: '',
        },
      ],
    },
    {
      breaks:
        'a used token goes by its whole text, and is a new one with its signature written in another way',
      patches: [
        {
          file: 'lib/protocol/otp-grant.ts',
          from: "return token.slice(0, token.lastIndexOf('.'))",
          to: 'return token',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { who, attempt, answer } = await holdingAnswer(stage, ADA, PHONE)
    const linked = await who.app.finish(attempt, await who.browser.open(answer))
    expect(linked.id.phone_link).toEqual({ intent: 'add', status: 'linked' })
    const before = await picture(stage)
    for (let again = 0; again < 3; again += 1) expect((await who.browser.open(answer)).status).toBe(400)
    expect(await picture(stage)).toEqual(before)

    // Its code, in a second step of somebody else.
    const grace = await signedIn(stage, GRACE)
    const second = await addPhoneUntilContinue(grace.who, OTHER_PHONE)
    const replayed = changed(second.answer, [
      ['code', answer.searchParams.get('code') ?? ''],
      ['state', second.answer.searchParams.get('state') ?? ''],
    ])
    const outcome = await grace.who.app.finish(second.attempt, await grace.who.browser.open(replayed))
    expect(outcome.id.phone_link).toEqual(refused('proof_invalid'))

    await replayIdToken(stage)
  },
}

/** Without pages: the ID token of a login by which a phone was added, which was taken off again. */
async function replayIdToken(stage: Stage): Promise<void> {
  const app = await grantApp(stage)
  const { id, idToken } = await signInByCode(stage, app, EDITH)
  const number = '+447400555001'
  await app.start(number)
  const code = await codeFor(stage, number)
  expect((await app.grant(number, code, { link_to: idToken })).status).toBe(200)
  expect(await app.grant(number, code, { link_to: idToken })).toMatchObject({ error: 'invalid_grant' })

  const phone = (await stage.management.users.get(id.sub)).identities?.find(
    ({ provider }) => provider === 'sms',
  )
  await stage.management.users.identities.delete(id.sub, 'sms', String(phone?.user_id))
  await stage.management.users.delete(`sms|${String(phone?.user_id)}`)
  for (const token of [idToken, withOtherSpelling(idToken)]) {
    const again = await signInByCode(stage, app, '+447400555002', { link_to: token })
    expect(again).toMatchObject(notGranted('link_token_used'))
  }
  expect((await linkedPhones(stage)).map(({ owner }) => owner)).not.toContain(id.sub)
}

/** The same signature: of the last letter of base64url for 256 bytes, four bits say nothing. */
function withOtherSpelling(token: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = letters.indexOf(token.at(-1) ?? '')
  return token.slice(0, -1) + (letters[last % 4 === 3 ? last - 1 : last + 1] ?? '')
}
