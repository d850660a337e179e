import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, GRACE, OTHER_PHONE, PHONE, phoneIdentities } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { holdingAnswer, linkedPhones, withPhone } from '../support/people.ts'
import { notGranted } from '../support/refusals.ts'

export const t23: Attack = {
  row: 'T23',
  name: 'the platform lists the identities of an account in another order, the phone before the primary',
  from: {
    what: 'akash-network, review of pull request 3319: account linking took `identities[0]` for the one that was meant.',
    url: 'https://github.com/akash-network/console/pull/3319',
  },
  verdict:
    'the same decisions as in any order: phone_already_linked, and a link whose answer was lost is found',
  weakened: [
    {
      breaks: 'the first identity is taken for the primary, so a phone that stands there is overlooked',
      patches: [
        {
          file: 'lib/adapters/post-login-event.ts',
          from: 'return event.user.identities.flatMap(',
          to: 'return event.user.identities.slice(1).flatMap(',
        },
      ],
    },
    {
      breaks: 'a link whose answer was lost is looked for behind the first identity only',
      patches: [
        {
          file: 'lib/protocol/identities.ts',
          from: 'return identities.flatMap((entry: unknown) =>\n    isRecord',
          to: 'return identities.slice(1).flatMap((entry: unknown) =>\n    isRecord',
        },
      ],
    },
  ],
  attack: async (stage) => {
    const { sub } = await withPhone(stage, ADA, PHONE)
    const app = await grantApp(stage)
    const { idToken } = await signInByCode(stage, app, ADA)
    const user = await stage.management.users.get(sub)
    await listedReversed(stage, { ...user, identities: user.identities?.toReversed() })
    await stage.tenant.control.clearCalls()
    expect(await signInByCode(stage, app, OTHER_PHONE, { link_to: idToken })).toMatchObject(
      notGranted('phone_already_linked'),
    )
    // It was seen before anything was linked, not taken back afterwards.
    const calls = await stage.tenant.control.calls()
    expect(calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/identities'))).toEqual([])
    await stage.tenant.control.clearFaults()
    expect(await linkedPhones(stage)).toEqual([{ owner: sub, number: PHONE }])

    const held = await holdingAnswer(stage, GRACE, OTHER_PHONE)
    const own = (await phoneIdentities(stage)).find(({ number }) => number === OTHER_PHONE)
    const phone = { provider: 'sms', connection: 'sms', user_id: own?.owner.split('|')[1] }
    const { identities = [] } = await stage.management.users.get(held.sub)
    await listedReversed(stage, { identities: [phone, ...identities] }, [
      { method: 'POST', path: '/identities$', drop: 'after' as const },
    ])
    const outcome = await held.who.app.finish(held.attempt, await held.who.browser.open(held.answer))
    expect(outcome.id).toMatchObject({ sub: held.sub, phone_link: { intent: 'add', status: 'linked' } })
  },
}

type Faults = Parameters<Stage['tenant']['control']['faults']>[0]

/** Reading one user is answered with this. */
function listedReversed({ tenant }: Stage, body: object, more: Faults = []): Promise<void> {
  const read = { method: 'GET', path: '^/api/v2/users/[^/]+$', status: 200, body }
  return tenant.control.faults([...more, read])
}
