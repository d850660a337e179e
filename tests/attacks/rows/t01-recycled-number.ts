import { grantApp, signInByCode } from '../../journeys/support/otp.ts'
import { ADA, GRACE, OTHER_PHONE, PHONE, addPhone, replacePhone } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { picture } from '../../journeys/support/picture.ts'
import { EDITH, signedIn, withPhone } from '../support/people.ts'
import { notGranted, refused } from '../support/refusals.ts'

export const t01: Attack = {
  row: 'T01',
  name: 'whoever got a recycled number adds it, though its former holder’s account still has it',
  from: {
    what: 'Princeton, 2021: 171 of 259 recycled numbers were still tied to accounts of their former holders.',
    url: 'https://krebsonsecurity.com/2021/05/recycle-your-phone-sure-but-maybe-not-your-number/',
  },
  verdict: 'phone_in_use, without a call of the API; both accounts unchanged, nothing told of the other',
  weakened: [
    {
      breaks: 'the account that the number reached is merged into the one that asked',
      patches: [
        {
          file: 'lib/core/judge.ts',
          from: "if (!isSmsAccount(proof.subject)) return settled(refused(intent, 'phone_in_use'))",
          to: `if (!isSmsAccount(proof.subject))
            return { kind: 'link', secondary: splitUserId(proof.subject), phone: '' as PhoneNumber }`,
        },
      ],
    },
    {
      breaks: 'the app is told whose number it is',
      patches: [
        {
          file: 'lib/core/judge.ts',
          from: "if (!isSmsAccount(proof.subject)) return settled(refused(intent, 'phone_in_use'))",
          to: `if (!isSmsAccount(proof.subject))
            return settled({ ...refused(intent, 'phone_in_use'), owner: proof.subject } as Outcome)`,
        },
      ],
    },
  ],
  attack: async (stage) => {
    const former = await withPhone(stage, ADA, PHONE)
    const other = await withPhone(stage, EDITH, OTHER_PHONE)
    const holder = await signedIn(stage, GRACE)
    const app = await grantApp(stage)
    const { idToken } = await signInByCode(stage, app, GRACE)
    const before = await withoutAttempts(stage)
    await stage.tenant.control.clearCalls()

    const added = await addPhone(holder.who, PHONE)
    expect(added.id).toMatchObject({ sub: holder.sub, phone_link: refused('phone_in_use') })
    expect(added.id.phone_link).toEqual(refused('phone_in_use'))
    expect(added.id).not.toHaveProperty('phone_number')
    const granted = await signInByCode(stage, app, PHONE, { link_to: idToken })
    expect(granted).toMatchObject({ ...notGranted('phone_in_use'), idToken: '' })
    const replaced = await replacePhone(other.who, PHONE)
    expect(replaced.id.phone_link).toEqual(refused('phone_in_use', 'replace'))

    const told = JSON.stringify([added, granted, replaced])
    expect([ADA, former.sub].filter((word) => told.includes(word))).toEqual([])
    expect(await withoutAttempts(stage)).toEqual(before)
    const calls = await stage.tenant.control.calls()
    expect(calls.filter(({ path }) => path.startsWith('/api/v2/'))).toEqual([])
  },
}

/** That somebody tried is remembered, at the account of whoever tried. */
async function withoutAttempts(stage: Parameters<Attack['attack']>[0]) {
  const { accounts, metadata } = await picture(stage)
  const kept = metadata.map(({ app_metadata = {} }) =>
    Object.entries(app_metadata).filter(([key]) => key !== 'phone_link_attempts'),
  )
  return { accounts, kept }
}
