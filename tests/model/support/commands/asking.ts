import fc from 'fast-check'
import { INTENTS, NUMBERS, PEOPLE } from '../cast.ts'
import type { Intent, PersonName, PhoneText } from '../cast.ts'
import { checkSubject, Violation } from '../invariants.ts'
import { phonesOf } from '../stage.ts'
import { act } from '../tab-notes.ts'
import { walk } from '../walk.ts'
import type { Plan } from '../walk.ts'
import { judge, wordOf } from '../words.ts'
import { command } from './command.ts'
import type { Scene, SceneCommand } from './command.ts'
import { browserOf, planOf, signIn } from './logins.ts'
import { visit } from './visit.ts'

const person = fc.constantFrom(...PEOPLE)
const HALTS = ['step_up', 'number', 'sms_code', 'removal'] as const

/** What somebody wants; `fitting` is what makes sense: a first phone, or a change of the one there is. */
const WISHES = [...INTENTS, ...(['fitting', 'fitting', 'fitting', 'fitting', 'fitting'] as const)] as const

/** Somebody asks for a phone, and goes through with it, thinks better of it, or leaves. */
export const asking: fc.Arbitrary<SceneCommand> = fc
  .record({
    who: person,
    // Mostly one that the person holds, at times one that is somebody's already.
    to: fc.option(fc.constantFrom(...NUMBERS, 'taken' as const, 'taken' as const), {
      nil: undefined,
      freq: 2,
    }),
    wish: fc.constantFrom(...WISHES),
    cancelAt: fc.option(fc.constantFrom(...HALTS), { nil: undefined, freq: 7 }),
    leaveAt: fc.option(fc.constantFrom(...HALTS, 'answer' as const), { nil: undefined, freq: 5 }),
    mistypes: fc.integer({ min: 0, max: 7 }).map((each) => each === 0),
    replaces: fc.boolean(),
    rests: fc.integer({ min: 0, max: 4 }).map((each) => each === 0),
  })
  .chain((plan) => browserOf(plan.who).map((browser) => ({ ...plan, browser })))
  .map(({ who, to, wish, cancelAt, leaveAt, mistypes, replaces, rests, browser }) =>
    command(
      wish,
      [
        who,
        'in',
        browser,
        to,
        rests ? 'long signed in' : '',
        cancelAt && `cancels at ${cancelAt}`,
        leaveAt && `leaves at ${leaveAt}`,
      ],
      async (scene) => {
        if (rests) {
          await signIn(scene, who, browser)
          scene.stage.tenant.clock.advance(LONG)
        }
        const fitting = fittingIntent(scene, who, replaces && cancelAt !== 'removal')
        const intent = wish === 'fitting' ? fitting : wish
        const plan = { person: who, number: numberFor(scene, who, to), cancelAt, leaveAt, mistypes }
        await visit(scene, { browser, app: 'app', intent, plan })
      },
    ),
  )

/** Seconds after which a proof of the email is too old for a change. */
export const LONG = 661

function fittingIntent({ stage }: Scene, who: PersonName, replaces: boolean): Intent {
  const account = stage.accountOf(who)
  if (account === undefined || phonesOf(account).length === 0) return 'add'
  return replaces ? 'replace' : 'remove'
}

/** A number that fits the wish, from the person's own hand where there is one; else the network gives them one. */
function numberFor(
  { stage, ledger }: Scene,
  who: PersonName,
  wish: PhoneText | 'taken' | undefined,
): PhoneText {
  if (wish !== undefined && wish !== 'taken') return wish
  const account = stage.accountOf(who)
  const fits = (number: PhoneText): boolean => {
    const owner = stage.ownerOf(number)
    const isTaken = owner?.user_id.startsWith('email|') === true
    return (owner === undefined || owner.user_id !== account?.user_id) && isTaken === (wish === 'taken')
  }
  const fitting = NUMBERS.filter(fits)
  const number = fitting.find((each) => ledger.holders[each] === who) ?? fitting[0] ?? NUMBERS[0]
  ledger.holders[number] = who
  return number
}

/** Somebody proves a number, and opens the way back when it is too late. */
export const lateAnswer: fc.Arbitrary<SceneCommand> = person.map((who) =>
  command('late_answer', [who], async (scene) => {
    const { stage, ledger } = scene
    const intent = fittingIntent(scene, who, true)
    const plan: Plan = { ...planOf(who, numberFor(scene, who, undefined)), leaveAt: 'answer' }
    const { tab, arrived } = await visit(scene, { browser: who, app: 'app', intent, plan })
    if (arrived.kind !== 'left') return
    stage.tenant.clock.advance(LONG)
    await act(stage, ledger, tab, () => stage.browsers[who].http.open(tab.page.url))
    const late = await walk(stage, ledger, tab, plan)
    if (late.kind !== 'app') throw new Violation('the way back leads nowhere when it is late')
    const word = wordOf(late.outcome)
    judge(scene.tally, { word, expected: ['refused:challenge_expired'], kept: undefined })
    checkSubject(ledger, scene.tally, late.outcome.id.sub)
  }),
)
