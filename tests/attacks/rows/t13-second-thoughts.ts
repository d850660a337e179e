import {
  ADA,
  OTHER_PHONE,
  PHONE,
  addPhone,
  askToAdd,
  isContinue,
  provePhone,
  signInByEmail,
} from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { EDITH, holdingAnswer, linkedPhones, signedIn } from '../support/people.ts'
import { refused } from '../support/refusals.ts'

const MINUTE = 60
const FRIDA = 'frida@example.com'

export const t13: Attack = {
  row: 'T13',
  name: 'the step is cancelled, gone back from, done in two tabs, left for too long, or loses its cookie',
  from: {
    what: 'nextjs-auth0, issue 142: with two tabs the first login ends in an error of its state.',
    url: 'https://github.com/auth0/nextjs-auth0/issues/142',
  },
  verdict:
    'cancelled, already_linked, challenge_expired or a page of error; no loop, and the person still gets in',
  weakened: [
    {
      breaks: 'whoever cancels the phone step is denied the login',
      patches: [
        {
          file: 'lib/core/effects.ts',
          from: "const reason = because === 'required' ? denialFor(outcome) : undefined",
          to: 'const reason = denialFor(outcome)',
        },
      ],
    },
    {
      breaks: 'two tabs with two numbers leave two phones on one account',
      patches: [
        {
          file: 'lib/flows/link-proven.ts',
          from: 'return first !== undefined && first !== id',
          to: 'return false',
        },
      ],
    },
    {
      breaks: 'a phone step lasts as long as the tenant keeps its login',
      patches: [
        {
          file: 'lib/core/ticket.ts',
          from: 'return !(age <= TICKET_LIFETIME_MS && age >= -CLOCK_SKEW_MS)',
          to: 'return false',
        },
      ],
    },
  ],
  attack: async (stage) => {
    await cancelAndGoBack(stage)
    await twoTabs(stage)

    const slow = await holdingAnswer(stage, EDITH, '+447400200001')
    await stage.tenant.control.advanceClock(11 * MINUTE)
    const late = await slow.who.app.finish(slow.attempt, await slow.who.browser.open(slow.answer))
    expect(late.id).toMatchObject({ sub: slow.sub, phone_link: refused('challenge_expired') })

    const lost = await holdingAnswer(stage, EDITH, '+447400200002')
    lost.who.browser.forgetCookies()
    expect((await lost.who.browser.open(lost.answer)).status).toBe(400)
    expect((await signInByEmail(lost.who, EDITH)).id.sub).toBe(lost.sub)

    const left = await holdingAnswer(stage, EDITH, '+447400200002')
    await stage.tenant.control.advanceClock(61 * MINUTE)
    expect((await left.who.browser.open(left.answer)).status).toBe(400)
    const again = await signedIn(stage, EDITH)
    expect(again.sub).toBe(left.sub)
    expect((await addPhone(again.who, '+447400200002')).id.phone_link?.status).toBe('linked')
  },
}

async function cancelAndGoBack(stage: Stage): Promise<void> {
  const { who, sub } = await signedIn(stage, ADA)
  const { attempt, page } = await askToAdd(who)
  const cancelled = await who.app.finish(attempt, await who.browser.press(page, /cancel/i))
  expect(cancelled).not.toHaveProperty('error')
  expect(cancelled.id).toMatchObject({ sub, phone_link: { intent: 'add', status: 'cancelled' } })
  // The back button shows the page again, whose login is over.
  const back = await who.browser.open(page.url)
  expect(back.status).toBeGreaterThanOrEqual(400)
  expect(back.url.pathname).toBe(page.url.pathname)
  expect((await addPhone(who, PHONE)).id.phone_link?.status).toBe('linked')
}

async function twoTabs(stage: Stage): Promise<void> {
  const { who, sub } = await signedIn(stage, FRIDA)
  const tabs = [await askToAdd(who), await askToAdd(who)] as const
  const held = [
    await provePhone(who, tabs[0].page, OTHER_PHONE, isContinue),
    await provePhone(who, tabs[1].page, '+447400200009', isContinue),
  ] as const
  const first = await who.app.finish(tabs[0].attempt, await who.browser.open(held[0].url))
  const second = await who.app.finish(tabs[1].attempt, await who.browser.open(held[1].url))
  expect([first.id.phone_link?.status, second.id.phone_link?.status]).toEqual(['linked', 'already_linked'])
  const own = (await linkedPhones(stage)).filter(({ owner }) => owner === sub)
  expect(own).toEqual([{ owner: sub, number: OTHER_PHONE }])
}
