import { deliveries, textsTo } from '../../journeys/support/codes.ts'
import { ADA, askToAdd, enterPhone } from '../../journeys/support/steps.ts'
import type { Person } from '../../journeys/support/steps.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import type { Attack } from '../support/attack.ts'
import { signedIn } from '../support/people.ts'

/** One more than may be sent codes within an hour. */
const OF_ONE_BLOCK = 21
/** So many numbers one account may try in a day. */
const OF_ONE_ACCOUNT = 3

/** What earns its owner money, and what is not allowed. */
const REFUSED = {
  'Jamaica, whose numbers begin as those of the US': ['+18765550123', 'country_not_allowed'],
  'the Dominican Republic': ['+18095550123', 'country_not_allowed'],
  'a premium number of the UK': ['+449011234567', 'kind_not_allowed'],
  'a shared-cost number of the UK': ['+448431234567', 'kind_not_allowed'],
  'a pager of the UK': ['+447640123456', 'kind_not_allowed'],
  'a premium number of Germany': ['+499001234567', 'kind_not_allowed'],
} as const

/** One number, as people write it. */
const SPELLINGS = [
  ...['+447400800001', '+44 7400 800001', '+44 (0)7400 800 001', '+44-7400-800-001'],
  ...['+44.7400.800001', '+44 (7400) 800001'],
]

export const t16: Attack = {
  row: 'T16',
  name: 'codes are pumped: one prefix from many accounts, Caribbean +1, premium numbers, spellings of one number',
  from: {
    what: 'Arne Swinnen, 2016: premium numbers earned money from the codes of Instagram, Google and Microsoft.',
    url: 'https://www.securityweek.com/phone-verification-abused-steal-money-tech-giants/',
  },
  verdict:
    'twenty codes an hour to one block, five to one number, none outside the policy; the pages look the same',
  weakened: [
    {
      breaks: 'a block of numbers gets as many codes as there are accounts',
      patches: [
        {
          file: 'lib/core/code-budget.ts',
          from: "if (count(lastHour, (code) => code.block === next.block) >= MAX_PER_BLOCK) return 'block_budget'",
          to: '',
        },
      ],
    },
    {
      breaks: 'a country that the build knows nothing of is allowed',
      patches: [
        {
          file: 'lib/core/number-policy.ts',
          from: "if (number === undefined) return { kind: 'refused', why: 'country_not_allowed' }",
          to: "if (number === undefined) return { kind: 'allowed', country: 'JM' }",
        },
      ],
    },
    {
      breaks: 'numbers of every kind get codes',
      patches: [
        {
          file: 'lib/core/number-policy.ts',
          from: '!kinds.some((allowed) => allowed === kind)',
          to: 'kinds.length === 0',
        },
      ],
    },
    {
      breaks: 'one account may try any number of numbers',
      patches: [
        {
          file: 'lib/core/code-budget.ts',
          from: "if (!numbers.has(next.number) && numbers.size >= MAX_NUMBERS) return 'owner_budget'",
          to: '',
        },
      ],
    },
  ],
  attack: async (stage) => {
    await pumpWhatEarns(stage)
    await pumpOneNumber(stage)
    await pumpOneBlock(stage)
  },
}

/** Types the numbers one after another, on the page of one phone step; each time the page asks for a code. */
async function typeNumbers(who: Person, numbers: readonly string[]): Promise<void> {
  const { control } = who.stage.tenant
  let { page } = await askToAdd(who)
  for (const number of numbers) {
    const asked = await enterPhone(who, page, number)
    expect([number, asked.status, asked.url.pathname]).toEqual([number, 200, '/u/login-passwordless-sms-otp'])
    // Budgets stand in a cache that Actions write when they end: those that run at the same moment count apart.
    await control.settled()
    page = await who.browser.press(asked, /another number/i)
  }
}

async function pumpWhatEarns(stage: Stage): Promise<void> {
  const { who } = await signedIn(stage, ADA)
  await typeNumbers(
    who,
    Object.values(REFUSED).map(([number]) => number),
  )
  const dropped = (await deliveries(stage)).map(({ decision, reason }) => [decision, reason])
  expect(dropped).toEqual(Object.values(REFUSED).map(([, reason]) => ['drop', reason]))
  expect(await textsTo(stage)).toEqual([])
}

async function pumpOneNumber(stage: Stage): Promise<void> {
  const { who } = await signedIn(stage, 'edith@example.com')
  await typeNumbers(who, SPELLINGS)
  expect(await textsTo(stage)).toHaveLength(5)
  expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'drop', reason: 'number_budget' })
}

async function pumpOneBlock(stage: Stage): Promise<void> {
  const numbers = Array.from({ length: OF_ONE_BLOCK }, (_, index) => `+44740090${1000 + index}`)
  const greedy = await signedIn(stage, 'greedy@example.com')
  const others = ['+447400100001', '+447400200001', '+447400300001', '+447400400001']
  await typeNumbers(greedy.who, others)
  expect((await textsTo(stage)).filter(({ to }) => others.includes(to))).toHaveLength(OF_ONE_ACCOUNT)

  for (let first = 0; first < OF_ONE_BLOCK; first += OF_ONE_ACCOUNT) {
    const { who } = await signedIn(stage, `person${first}@example.com`)
    await typeNumbers(who, numbers.slice(first, first + OF_ONE_ACCOUNT))
  }
  const sent = (await textsTo(stage)).filter(({ to }) => numbers.includes(to))
  expect(sent).toHaveLength(OF_ONE_BLOCK - 1)
  expect((await deliveries(stage)).at(-1)).toMatchObject({ decision: 'drop', reason: 'block_budget' })
}
