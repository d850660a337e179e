import fc from 'fast-check'
import type { User } from '../../../../scripts/local-tenant/state.ts'
import { APPS, BROWSERS, INTENTS, NUMBERS, PEOPLE } from '../cast.ts'
import type { BrowserName, Intent, PersonName, PhoneText } from '../cast.ts'
import { checkOwnSubject, checkSubject, Violation } from '../invariants.ts'
import { keepLast } from '../ledger.ts'
import { personOf, predictStart } from '../predict.ts'
import { phonesOf } from '../stage.ts'
import { count } from '../tally.ts'
import { act, walk } from '../walk.ts'
import type { Plan } from '../walk.ts'
import { judge, wordOf } from '../words.ts'
import { command } from './command.ts'
import type { Scene, SceneCommand } from './command.ts'
import { newTab, visit } from './visit.ts'
import type { Visit } from './visit.ts'

const person = fc.constantFrom(...PEOPLE)
const number = fc.constantFrom(...NUMBERS)
const app = fc.constantFrom(...APPS)
/** Mostly the own one. */
export const browserOf = (who: PersonName): fc.Arbitrary<BrowserName> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(who) }, { weight: 1, arbitrary: fc.constantFrom(...BROWSERS) })

const planOf = (who: PersonName, to: Plan['number']): Plan => ({ person: who, number: to, mistypes: false })

/** Somebody proves their email at an app, whatever session there is. It always succeeds. */
export const emailLogin: fc.Arbitrary<SceneCommand> = fc
  .record({ who: person, app, mistypes: fc.boolean() })
  .chain(({ who, app, mistypes }) =>
    browserOf(who).map((browser) =>
      command('email_login', [who, 'in', browser, 'at', app, mistypes ? 'mistyped' : ''], (scene) =>
        signIn(scene, who, browser, app, mistypes),
      ),
    ),
  )

export async function signIn(
  scene: Scene,
  who: PersonName,
  browser: BrowserName,
  app: 'app' | 'other' = 'app',
  mistypes = false,
): Promise<void> {
  const { stage, ledger, tally } = scene
  const plan = { ...planOf(who, NUMBERS[0]), mistypes }
  const { arrived } = await visit(scene, {
    ...{ browser, app, plan },
    extra: { connection: 'email', prompt: 'login' },
    expected: [ledger.accounts[who].blocked ? 'denied:blocked' : 'nothing'],
  })
  if (stage.tenant.faults.used() > 0 || ledger.accounts[who].blocked) return
  if (arrived.kind !== 'app' || arrived.outcome.error !== undefined) {
    throw new Violation(`${who} cannot sign in by email: ${JSON.stringify(arrived)}`)
  }
  count(tally.invariants, 'an email login is possible')
  const { id, refreshToken } = arrived.outcome
  checkOwnSubject(stage, ledger, tally, who, id.sub)
  if (refreshToken === undefined) return
  const token = { person: who, app, sub: id.sub, refreshToken, emailAt: stage.now(), used: false }
  keepLast(ledger.tokens, token, 6)
}

/** An app finds the session there is, or looks for one without a page. */
export const passing: fc.Arbitrary<SceneCommand> = fc
  .record({ browser: fc.constantFrom(...BROWSERS), app, silent: fc.boolean() })
  .map(({ browser, app, silent }) =>
    command(silent ? 'silent_login' : 'session_login', [browser, 'at', app], async (scene) => {
      const { stage, ledger } = scene
      const isOut = stage.browsers[browser].session() === undefined
      if (isOut && !silent) return
      const extra: Record<string, string> = silent ? { prompt: 'none' } : {}
      const plan = { ...planOf('ada', NUMBERS[0]) }
      const tab = newTab(scene, { browser, app, extra, plan })
      const expected = isOut ? 'denied:login_required' : predictStart(stage, ledger, tab, 'ada')
      await visit(scene, { browser, app, extra, plan, expected: [expected] })
    }),
  )

/** Somebody signs in with a number. Only who has linked it gets in. */
export const phoneLogin: fc.Arbitrary<SceneCommand> = fc
  .record({ to: number, browser: fc.constantFrom(...BROWSERS), app })
  .map(({ to, browser, app }) =>
    command('phone_login', [to, 'in', browser, 'at', app], async (scene) => {
      const { stage, ledger } = scene
      const who = ledger.holders[to]
      const owner = stage.ownerOf(to)
      const plan = planOf(who, to)
      const { arrived } = await visit(scene, {
        ...{ browser, app, plan },
        extra: { connection: 'sms', prompt: 'login' },
        // The other app has no phone connection.
        expected: app === 'other' ? ['denied:invalid_request'] : wordsFor(scene, owner),
      })
      if (arrived.kind !== 'app' || arrived.outcome.error !== undefined) return
      if (owner === undefined || arrived.outcome.id.sub !== owner.user_id) {
        throw new Violation(`${to} signs in to another account than its own`)
      }
    }),
  )

function wordsFor({ ledger }: Scene, owner: User | undefined): Visit['expected'] {
  const person = owner && personOf(ledger, owner.user_id)
  if (person === undefined) return owner ? ['denied:sms_only_account'] : 'anything'
  return [ledger.accounts[person].blocked ? 'denied:blocked' : 'nothing']
}

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
