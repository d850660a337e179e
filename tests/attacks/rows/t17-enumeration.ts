import { textsTo } from '../../journeys/support/codes.ts'
import {
  ADA,
  GRACE,
  PHONE,
  askToAdd,
  codeFor,
  enterCode,
  enterPhone,
  person,
} from '../../journeys/support/steps.ts'
import type { Person } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { holdingAnswer, signedIn, withPhone } from '../support/people.ts'

/** All of one length, so that no page is longer for its number. */
const NUMBERS = { taken: PHONE, free: '+447400654321', leftOver: '+447400654322' }

/** Milliseconds that a look-up of the Action is made to take, where it makes one. */
const SLOW = 3_000

export const t17: Attack = {
  row: 'T17',
  name: 'numbers are tried to learn which of them have an account',
  from: {
    what: 'University of Vienna, 2025: 3.5 billion accounts of WhatsApp were listed by asking number after number.',
    url: 'https://arxiv.org/html/2511.20252v1',
  },
  verdict:
    'the same pages, as soon, and as many texts for taken, free and left-over numbers, until one is proven',
  weakened: [
    {
      breaks: 'a number that is some account’s gets no code in a phone step',
      patches: [
        {
          file: 'lib/core/decide-delivery.ts',
          from: "return mayAsk ? { kind: 'send', to } : { kind: 'drop', reason: 'no_live_ticket' }",
          to: "return mayAsk && !linked.includes(to) ? { kind: 'send', to } : { kind: 'drop', reason: 'no_live_ticket' }",
        },
      ],
    },
    {
      breaks: 'a stranger’s number gets a code at an app',
      patches: [
        {
          file: 'lib/flows/deliver.ts',
          from: "if (found === 'not_linked') return { kind: 'drop', reason: 'stranger' }",
          to: "if (found === 'not_linked') return undefined",
        },
      ],
    },
  ],
  attack: async (stage) => {
    await withPhone(stage, ADA, NUMBERS.taken)
    await holdingAnswer(stage, 'frida@example.com', NUMBERS.leftOver)
    const { who } = await signedIn(stage, GRACE)
    const seen = []
    for (const number of Object.values(NUMBERS)) seen.push(await inPhoneStep(stage, who, number))
    expect(seen.slice(1)).toEqual([seen[0], seen[0]])
    expect(seen[0]).toMatchObject({ texts: 1, statuses: [200, 400] })

    const atApp = []
    for (const number of Object.values(NUMBERS)) atApp.push(await atLogin(stage, number))
    expect(atApp.map(({ html }) => html)).toEqual([atApp[0]?.html, atApp[0]?.html, atApp[0]?.html])
    // Whoever holds a taken number gets its code; nobody else gets any.
    expect(atApp.map(({ texts }) => texts)).toEqual([1, 0, 0])

    // The page waits for nothing that the Action does to find out.
    await stage.tenant.control.setUnknowns({ phoneEventUser: 'unknown' })
    await stage.tenant.control.faults([{ method: 'GET', path: '/api/v2/users$', delay_ms: SLOW }])
    const started = performance.now()
    await openAndType(stage, NUMBERS.free)
    expect(performance.now() - started).toBeLessThan(SLOW)
  },
}

async function inPhoneStep(stage: Stage, who: Person, number: string) {
  const before = (await textsTo(stage, number)).length
  const { page } = await askToAdd(who)
  const asked = await enterPhone(who, page, number)
  const texts = (await textsTo(stage, number)).length - before
  const wrong = texts > 0 && (await codeFor(stage, number)) === '000000' ? '111111' : '000000'
  const again = await enterCode(who, asked, wrong)
  return {
    texts,
    statuses: [asked.status, again.status],
    pages: [asked, again].map(({ html }) => withoutChance(html, number)),
  }
}

async function atLogin(stage: Stage, number: string) {
  const before = (await textsTo(stage, number)).length
  const { html } = await openAndType(stage, number)
  return { html: withoutChance(html, number), texts: (await textsTo(stage, number)).length - before }
}

async function openAndType(stage: Stage, number: string) {
  const who = await person(stage)
  return enterPhone(who, await who.browser.open(who.app.start({ connection: 'sms' }).url), number)
}

function withoutChance(html: string, number: string): string {
  return html.replaceAll(number, 'NUMBER').replace(/(state(?:"? value="|=))[\w.~-]+/g, '$1STATE')
}
