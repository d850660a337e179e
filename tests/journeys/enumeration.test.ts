import { seededChance } from '../../scripts/policy/seeded-chance.ts'
import { httpBrowser } from '../support/login.ts'
import { shuffle, slowdown } from '../support/slowdown.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  addPhone,
  addPhoneUntilContinue,
  askToAdd,
  enterPhone,
  person,
  removePhone,
  signInByEmail,
} from './support/steps.ts'
import type { Person } from './support/steps.ts'

const stage = useStage()

/** Runs for every kind of number. Odd, so that there is one in the middle. */
const RUNS = 201

/** From when on one kind's answer takes so many times as long as another's that it tells them apart. */
const NOTICEABLE = 1.25

/** All of one length, so that no page is longer for its number. */
const NUMBERS = {
  free: '+447400100001',
  linked: '+447400100002',
  unlinked: '+447400100003',
  leftOver: '+447400100004',
} as const
type Kind = keyof typeof NUMBERS
const KINDS = Object.keys(NUMBERS) as Kind[]

type Answer = { status: number; headers: string; body: string; ms: number }

/** A number that an account has, one that it had, one whose owner left half way, and one that nobody has typed. */
async function populate(): Promise<void> {
  const grace = await person(stage)
  await signInByEmail(grace, GRACE)
  await addPhone(grace, NUMBERS.linked)
  const edith = await person(stage)
  await signInByEmail(edith, 'edith@example.com')
  await addPhone(edith, NUMBERS.unlinked)
  await removePhone(edith)
  const frida = await person(stage)
  await signInByEmail(frida, 'frida@example.com')
  await addPhoneUntilContinue(frida, NUMBERS.leftOver)
}

/** They type the number on the page at the address, in a browser of its own. What comes back is kept whole. */
async function typeNumber(somebody: Person, address: URL, number: string): Promise<Answer> {
  let answer: Answer | undefined
  const recorded: typeof fetch = async (input, init) => {
    const started = performance.now()
    const response = await stage.fetch(input, init)
    const body = await response.clone().text()
    answer = { status: response.status, headers: headersOf(response), body, ms: performance.now() - started }
    return response
  }
  const who = { ...somebody, browser: httpBrowser(recorded) } satisfies Person
  const page = await who.browser.open(address)
  await enterPhone(who, page, number)
  if (!answer) throw new Error('Nothing was answered')
  // What goes on behind the page belongs to this run, not to the next one's time.
  await stage.tenant.control.settled()
  return { ...answer, body: normalise(answer.body, number), headers: normalise(answer.headers, number) }
}

/** Without what is random in every answer, and without the number itself. */
function normalise(text: string, number: string): string {
  return text
    .replaceAll(number, 'NUMBER')
    .replaceAll(number.replace('+', '&#43;'), 'NUMBER')
    .replace(/(state(?:"? value="|=))[\w.~-]+/g, '$1STATE')
    .replace(/(?<=^date: ).*$/gm, 'DATE')
    .replace(/(?<=^set-cookie: [\w.-]+=)[^;]+/gm, 'VALUE')
}

function headersOf(response: Response): string {
  return [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n')
}

/** The address of an inner login that somebody's live ticket is in. */
async function innerAddress(): Promise<URL> {
  const ada = await person(stage)
  await signInByEmail(ada, ADA)
  const { page } = await askToAdd(ada)
  const opened = ada.browser.visited.findLast(({ pathname }) => pathname === '/authorize')
  if (!opened?.searchParams.has('correlation_id')) throw new Error(`No inner login before ${page.url.href}`)
  return opened
}

test.each<[entrance: string, address: () => Promise<URL>]>([
  ['the app', async () => new URL((await stage.app()).start({ connection: 'sms' }).url)],
  ['the companion', innerAddress],
])(
  'T17 at %s, linked, unlinked, left over and free numbers cannot be told apart until one is proven',
  async (_entrance, addressOf) => {
    await populate()
    const address = await addressOf()
    // One for all: to make a person reads the whole tenant, which grows with every login that is begun.
    const somebody = await person(stage)
    for (const kind of KINDS) await typeNumber(somebody, address, NUMBERS[kind])

    const chance = seededChance(1)
    const answers: Record<Kind, Answer[]> = { free: [], linked: [], unlinked: [], leftOver: [] }
    // By chance, so that a slow moment of the machine falls on one as on another.
    const turns = KINDS.flatMap((kind) => Array<Kind>(RUNS).fill(kind))
    for (const kind of shuffle(turns, chance)) {
      answers[kind].push(await typeNumber(somebody, address, NUMBERS[kind]))
    }

    const seen = new Set(
      KINDS.flatMap((kind) =>
        answers[kind].map(({ status, headers, body }) => `${status}\n${headers}\n\n${body}`),
      ),
    )
    expect(seen.size).toBe(1)
    expect(
      slowdown(
        KINDS.map((kind) => answers[kind].map(({ ms }) => ms)),
        chance,
      ),
    ).toBeLessThan(NOTICEABLE)
  },
  240_000,
)
