import { deliveries, textsTo } from '../../journeys/support/codes.ts'
import { grantApp } from '../../journeys/support/otp.ts'
import { PHONE, addPhone, askToAdd, enterPhone, fieldOf } from '../../journeys/support/steps.ts'
import type { Attack } from '../support/attack.ts'
import { signedIn } from '../support/people.ts'

const ONE_HOUR = 3600

export const t18: Attack = {
  row: 'T18',
  name: 'many accounts have codes sent to one person’s number',
  from: {
    what: 'Indian Express, 2022: SMS bombing, hundreds of codes a day from shops that the person never asked.',
    url: 'https://indianexpress.com/article/technology/tech-news-technology/sms-bombing-what-is-it-and-how-to-stay-safe-8050074/',
  },
  verdict:
    'five codes an hour to one number, whoever asks and however it is spelled; after the hour it can be added',
  weakened: [
    {
      breaks: 'a number gets a code for everybody who asks for one',
      patches: [
        {
          file: 'lib/core/code-budget.ts',
          from: "if (count(lastHour, (code) => code.number === next.number) >= MAX_PER_NUMBER) return 'number_budget'",
          to: '',
        },
      ],
    },
    {
      breaks: 'each account has a budget of its own for the number',
      patches: [
        {
          file: 'lib/core/code-budget.ts',
          from: '(code) => code.number === next.number)',
          to: '(code) => code.number === next.number && code.owner === next.owner)',
        },
      ],
    },
  ],
  attack: async (stage) => {
    for (let account = 0; account < 7; account += 1) {
      const { who } = await signedIn(stage, `person${account}@example.com`)
      const { page } = await askToAdd(who)
      const spelled = account % 2 === 0 ? PHONE : PHONE.replace(/^(\+44)(\d{4})/, '$1 (0) $2 ')
      const asked = await enterPhone(who, page, spelled)
      expect(fieldOf(asked, 'one-time-code')).toBeDefined()
      // Budgets stand in a cache that Actions write when they end: those that run at the same moment count apart.
      await stage.tenant.control.settled()
    }
    // And an app that needs no page for it.
    expect((await (await grantApp(stage)).start(PHONE)).status).toBe(200)
    expect(await textsTo(stage)).toHaveLength(5)
    const reasons = (await deliveries(stage)).map(({ reason = 'sent' }) => reason)
    expect(reasons.slice(5)).toEqual(['number_budget', 'number_budget', 'number_budget'])

    await stage.tenant.control.advanceClock(ONE_HOUR)
    const { who } = await signedIn(stage, 'owner@example.com')
    expect((await addPhone(who, PHONE)).id.phone_link?.status).toBe('linked')
  },
}
