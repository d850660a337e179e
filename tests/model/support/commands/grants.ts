import fc from 'fast-check'
import { emailOf, NUMBERS, PEOPLE } from '../cast.ts'
import type { PersonName, PhoneText } from '../cast.ts'
import { checkOwnSubject, checkSubject, Violation } from '../invariants.ts'
import { keepLast } from '../ledger.ts'
import type { IssuedTokens } from '../ledger.ts'
import { isOneTooMany, personOf, refuseByAttempts, TEN_MINUTES } from '../predict.ts'
import type { Word } from '../predict.ts'
import { phonesOf } from '../stage.ts'
import type { Stage } from '../stage.ts'
import { count } from '../tally.ts'
import { grantWordOf, judge } from '../words.ts'
import { command } from './command.ts'
import type { Scene, SceneCommand } from './command.ts'
import { askToken, trade } from './grant-app.ts'

/** Milliseconds: ten hours, as Auth0 has it. */
const ID_TOKEN_LIFETIME = 36_000_000

export const emailGrant: fc.Arbitrary<SceneCommand> = fc.constantFrom(...PEOPLE).map((who) =>
  command('grant_email', [who], async (scene) => {
    const { stage, ledger, tally } = scene
    const { granted } = await trade(scene, who, emailOf(who))
    const kept = ledger.accounts[who]
    if (kept.blocked) return
    if (granted.error !== undefined) {
      throw new Violation(`${who} cannot sign in by a code at an app: ${granted.description ?? ''}`)
    }
    count(tally.invariants, 'an email login is possible')
    checkOwnSubject(stage, ledger, tally, who, granted.id.sub)
    const { idToken, refreshToken, id } = granted
    const emailAt = stage.now()
    const tokens = {
      person: who,
      app: 'native',
      sub: id.sub,
      idToken,
      refreshToken,
      emailAt,
      used: false,
    } as const
    keepLast(ledger.tokens, { ...tokens }, 6)
  }),
)

/** Signing up by phone alone, or in with a linked one. */
export const phoneGrant: fc.Arbitrary<SceneCommand> = fc.constantFrom(...NUMBERS).map((number) =>
  command('grant_phone', [number], async (scene) => {
    const { stage, ledger, tally } = scene
    const owner = stage.ownerOf(number)
    const { granted, proven } = await trade(scene, ledger.holders[number], number)
    count(tally.outcomes, granted.error === undefined ? 'nothing' : grantWordOf(granted))
    if (granted.error !== undefined || !proven) return
    if (granted.id.sub !== owner?.user_id) throw new Violation(`${number} signs in to another account`)
  }),
)

/** A phone is added by a code and the person's own ID token. */
export const linkingByGrant: fc.Arbitrary<SceneCommand> = fc
  .record({ at: fc.nat({ max: 5 }), number: fc.constantFrom(...NUMBERS), by: fc.constantFrom(...PEOPLE) })
  .map(({ at, number, by }) =>
    command('grant_link', [at, number, by], async (scene) => {
      const { ledger } = scene
      const links = ledger.tokens.filter(({ idToken }) => idToken !== undefined)
      const token = links[at % Math.max(1, links.length)]
      if (token?.idToken !== undefined) await linkByGrant(scene, token, token.idToken, number, by)
    }),
  )

async function linkByGrant(
  scene: Scene,
  token: IssuedTokens,
  idToken: string,
  number: PhoneText,
  by: PersonName,
): Promise<void> {
  const { stage, ledger, tally } = scene
  const now = stage.now()
  const expected = predictGrant(stage, scene, token, number)
  const person = personOf(ledger, token.sub)
  const kept = person && ledger.accounts[person]
  if (ledger.holders[number] === by) {
    ledger.grantProofs.push({ account: token.sub, number, emailAt: token.emailAt, at: now })
  }
  const { granted, proven } = await trade(scene, by, number, { link_to: idToken })
  const word = grantWordOf(granted)
  if (!proven) {
    count(tally.outcomes, 'grant: wrong code')
    return
  }
  // A text that was not sent leaves an older code, or none.
  if (word === 'denied:invalid_grant') return count(tally.outcomes, word)
  judge(tally, { word, expected, kept })
  if (kept === undefined) return
  if (word === 'linked' || word === 'denied:too_many_attempts') {
    kept.attempts.push({ at: now, counted: new Set([number]), seen: new Set([number]) })
    token.used = true
  } else if (!expected.includes(word)) kept.attemptsUnsure = true
}

function predictGrant(stage: Stage, { ledger }: Scene, token: IssuedTokens, number: PhoneText): Word[] {
  const age = stage.now() - token.emailAt
  // Where nobody's clock is trusted to the second, either may be said.
  if (age > ID_TOKEN_LIFETIME) return ['denied:link_token_invalid', 'denied:step_up_required']
  if (age > TEN_MINUTES) return ['denied:step_up_required']
  const owner = stage.ownerOf(number)
  const person = personOf(ledger, token.sub)
  if (owner && !owner.user_id.startsWith('sms|')) {
    if (owner.user_id !== token.sub) return ['denied:phone_in_use', 'denied:blocked']
    return person && ledger.accounts[person].blocked ? ['denied:blocked'] : ['already_linked']
  }
  const account = person && stage.accountOf(person)
  if (person === undefined || account === undefined || ledger.accounts[person].blocked)
    return ['denied:link_token_invalid']
  const kept = ledger.accounts[person]
  if (phonesOf(account).length > 0) return ['denied:phone_already_linked']
  const tooSoon = refuseByAttempts(kept, stage.now())
  if (tooSoon !== undefined) return [tooSoon.replace('refused', 'denied')]
  if (token.used) return ['denied:link_token_used']
  const words = ['linked', ...(ledger.unsureNumbers.has(number) ? ['denied:phone_account_has_history'] : [])]
  return isOneTooMany(kept, number, stage.now(), 'seen') ? [...words, 'denied:too_many_attempts'] : words
}

/** An app trades a refresh token for new tokens: the sub stays, whatever has become of the phone. */
export const refreshing: fc.Arbitrary<SceneCommand> = fc.nat({ max: 5 }).map((at) =>
  command('refresh', [at], async (scene) => {
    const { stage, ledger, tally } = scene
    const token = ledger.tokens[at % Math.max(1, ledger.tokens.length)]
    if (token === undefined) return
    const { app, refreshToken } = token
    const answer =
      app === 'native'
        ? await askToken(stage, { grant_type: 'refresh_token', refresh_token: refreshToken })
        : { ...(await stage.apps[app].refresh(refreshToken)), refreshToken: '' }
    ledger.tokens = ledger.tokens.filter((each) => each !== token)
    const sub = answer.id?.sub ?? ''
    count(tally.outcomes, answer.error === undefined ? 'refreshed' : 'refresh refused')
    if (answer.error !== undefined) return
    checkSubject(ledger, tally, sub)
    if (sub !== token.sub) throw new Violation('a refresh token was traded for tokens of somebody else')
    if (answer.refreshToken !== '') ledger.tokens.push({ ...token, refreshToken: answer.refreshToken })
  }),
)
