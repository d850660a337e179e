import fc from 'fast-check'
import type { User } from '../../../../scripts/local-tenant/state.ts'
import { APPS, BROWSERS, NUMBERS, PEOPLE } from '../cast.ts'
import type { BrowserName, PersonName } from '../cast.ts'
import { checkOwnSubject, Violation } from '../invariants.ts'
import { keepLast } from '../ledger.ts'
import { personOf, predictStart } from '../predict.ts'
import { count } from '../tally.ts'
import type { Plan } from '../walk.ts'
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

export const planOf = (who: PersonName, to: Plan['number']): Plan => ({
  person: who,
  number: to,
  mistypes: false,
})

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
