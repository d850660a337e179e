import {
  ADA,
  GRACE,
  OTHER_PHONE,
  PHONE,
  codeFor,
  enterCode,
  enterPhone,
  phoneIdentities,
  askToAdd,
} from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { holdInnerLogin } from '../support/pages.ts'
import { linkedPhones, signedIn } from '../support/people.ts'

export const t11: Attack = {
  row: 'T11',
  name: 'the number is swapped between the code that was sent and the one that is proven',
  from: {
    what: 'qryptchat, issue 131: the account got the number that the client named, not the one that was proven.',
    url: 'https://github.com/profullstack/qryptchat-web/issues/131',
  },
  verdict: 'a code proves the number that it was sent to; no other is linked, told or remembered',
  weakened: [
    {
      breaks: 'the number that the address of the inner login names is vouched for',
      patches: [
        {
          file: 'lib/adapters/post-login-event.ts',
          from: 'phone: user.phone_number,',
          to: "phone: String(event.request.query?.login_hint ?? user.phone_number).replace(' ', '+'),",
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { who, sub } = await signedIn(stage, ADA)
    const { attempt, page } = await askToAdd(who)
    const firstPage = await enterPhone(who, page, PHONE)
    const firstCode = await codeFor(stage, PHONE)
    const another = await who.browser.press(firstPage, /another number/i)
    const swapped = await enterPhone(who, another, OTHER_PHONE)
    const secondCode = await codeFor(stage, OTHER_PHONE)
    // The page that asked for the first code is still open in another tab.
    for (const codePage of [swapped, firstPage]) {
      expect((await enterCode(who, codePage, firstCode)).status).toBe(400)
      expect(await phoneIdentities(stage)).toEqual([])
    }
    const own = await who.app.finish(attempt, await enterCode(who, swapped, secondCode))
    expect(own.id).toMatchObject({ sub, phone_number: OTHER_PHONE, phone_link: { status: 'linked' } })

    // The address of the inner login names the victim's number; what is proven there is the attacker's own.
    const attacker = await signedIn(stage, GRACE)
    const { attempt: forged, address } = await holdInnerLogin(attacker.who)
    address.searchParams.set('login_hint', PHONE)
    const number = '+447400111222'
    const asked = await enterPhone(attacker.who, await attacker.who.browser.open(address), number)
    const arrived = await enterCode(attacker.who, asked, await codeFor(stage, number))
    const { id } = await attacker.who.app.finish(forged, arrived)
    expect(id).toMatchObject({ phone_number: number, phone_link: { status: 'linked' } })
    expect(await linkedPhones(stage)).toEqual([
      { owner: sub, number: OTHER_PHONE },
      { owner: attacker.sub, number },
    ])
    const { app_metadata } = await stage.management.users.get(attacker.sub)
    expect(app_metadata?.['phone_link']).toMatchObject({ number: { last2: number.slice(-2) } })
  },
}
