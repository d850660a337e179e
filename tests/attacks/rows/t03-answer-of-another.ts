import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  addPhoneUntilContinue,
  askToAdd,
  proveEmail,
  provePhone,
  person,
} from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { holdInnerLogin } from '../support/pages.ts'
import { changed, holdingAnswer, linkedPhones, signedIn } from '../support/people.ts'
import { refused } from '../support/refusals.ts'

const FIFTEEN_MINUTES = 15 * 60

export const t03: Attack = {
  row: 'T03',
  name: 'a code or a whole answer of another transaction, another user or another browser is brought back',
  from: {
    what: 'RFC 9700, section 4.5: a stolen authorization code is injected into the attacker’s own session.',
    url: 'https://datatracker.ietf.org/doc/rfc9700/',
  },
  verdict: 'proof_invalid or a page of error; no phone gets to anybody but who proved it',
  weakened: [
    {
      breaks: 'neither PKCE nor nonce binds a code to its transaction',
      patches: [
        {
          file: 'lib/protocol/pkce.ts',
          from: "return Buffer.from(randomBytes).toString('base64url')",
          to: "return 'v'.repeat(43)",
        },
        {
          file: 'lib/core/proof.ts',
          from: 'return proof.nonce === ticket.nonce && provenMeanwhile',
          to: 'return provenMeanwhile',
        },
      ],
    },
    {
      breaks: 'the email code of any account proves that it is the one that is signed in',
      patches: [
        {
          file: 'lib/core/judge-reauthentication.ts',
          from: "return proof.subject === primary ? 'proven' : 'reauthentication_failed'",
          to: "return 'proven'",
        },
      ],
    },
  ],
  attack: async (stage) => {
    const victim = await holdingAnswer(stage, ADA, PHONE)
    const attacker = await signedIn(stage, GRACE)

    const own = await addPhoneUntilContinue(attacker.who, OTHER_PHONE)
    const mixed = changed(own.answer, [
      ['code', victim.answer.searchParams.get('code') ?? ''],
      ['state', own.answer.searchParams.get('state') ?? ''],
    ])
    const injected = await attacker.who.app.finish(own.attempt, await attacker.who.browser.open(mixed))
    expect(injected.id).toMatchObject({ sub: attacker.sub, phone_link: refused('proof_invalid') })

    expect((await attacker.who.browser.open(victim.answer)).status).toBe(400)

    // Somebody is talked into proving a phone in the attacker's inner login, in a browser of their own.
    const { address } = await holdInnerLogin((await signedIn(stage, GRACE)).who)
    const talkedInto = await person(stage)
    const landed = await provePhone(talkedInto, await talkedInto.browser.open(address), '+447400777111')
    expect(landed.status).toBe(400)
    expect(await linkedPhones(stage)).toEqual([])

    // And into a step-up, with the email code of an account of the attacker's.
    const stale = await signedIn(stage, ADA)
    await stage.tenant.control.advanceClock(FIFTEEN_MINUTES)
    const { attempt, page } = await askToAdd(stale.who)
    const stepped = await proveEmail(stale.who, page, GRACE)
    expect(stepped.url.href.startsWith(attempt.redirectUri)).toBe(true)
    const { id } = await stale.who.app.finish(attempt, stepped)
    expect(id).toMatchObject({ sub: stale.sub, phone_link: refused('reauthentication_failed') })
  },
}
