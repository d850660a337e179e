import type { Identity, RefreshToken, User } from '../../local-tenant/state.ts'
import type { Story } from './story.ts'
import { isLinked } from './story.ts'

/** What the tenant knows in the end. */
export type Aftermath = {
  users: readonly Pick<User, 'user_id' | 'email' | 'phone_number' | 'identities'>[]
  refreshTokens: readonly Pick<RefreshToken, 'user_id'>[]
}

/** Sentences, one for whoever something is wrong with. */
export type CrowdVerdict = { wrong: string[]; lost: string[] }

/**
 * Holds what people were told against what the tenant knows. Wrong: a number on another's account or on two, two phones
 * on one account, tokens for an account by phone alone or for another account, a link that was told and is not there.
 * Lost: somebody whose account is gone, or who was left without a clear answer.
 */
export function judgeCrowd(stories: readonly Story[], after: Aftermath): CrowdVerdict {
  const verdict: CrowdVerdict = { wrong: [], lost: [] }
  for (const story of stories) {
    const problem = judgeStory(story, after)
    if (problem) verdict[problem.kind].push(`${story.email}: ${problem.says}`)
  }
  for (const { user_id } of after.refreshTokens) {
    if (user_id.startsWith('sms|')) verdict.wrong.push('An account by phone alone has been given tokens.')
  }
  return verdict
}

type Problem = { kind: keyof CrowdVerdict; says: string }

const wrong = (says: string): Problem => ({ kind: 'wrong', says })
const lost = (says: string): Problem => ({ kind: 'lost', says })

function judgeStory({ email, phone, tries }: Story, { users }: Aftermath): Problem | undefined {
  const [account, ...more] = users.filter((user) => user.email === email)
  if (account === undefined) return lost('the account is gone.')
  if (more.length > 0) return wrong('there are two accounts of this address.')
  const owners = users.filter((user) => !isPhoneAccount(user) && numbersOf(user).includes(phone))
  if (owners.some((owner) => owner !== account)) return wrong("the number is on another's account.")
  const numbers = numbersOf(account)
  if (numbers.length > 1) return wrong(`the account has ${numbers.length} phones.`)
  if (numbers.some((number) => number !== phone)) return wrong('the account has a number of somebody else.')
  if (owners.length > 0 && users.some((user) => isPhoneAccount(user) && user.phone_number === phone))
    return wrong('the number is linked, and an account of its own as well.')
  if (tries.some((made) => 'sub' in made && made.sub !== account.user_id))
    return wrong('tokens were for another account.')
  const last = tries.at(-1)
  if (last === undefined || 'broken' in last)
    return lost(`the last try ended with: ${last?.broken ?? 'nothing'}`)
  if (tries.some(isLinked) && numbers.length === 0) return wrong('a link was told that is not there.')
  if (!tries.some(isLinked) && !REFUSALS.includes(last.told))
    return lost(`the last try told the app "${last.told}".`)
  return undefined
}

/** After these somebody may try again, and is told so. */
const REFUSALS: readonly string[] = ['link_failed', 'not_available', 'too_soon', 'proof_invalid']

const isPhoneAccount = ({ user_id }: { user_id: string }): boolean => user_id.startsWith('sms|')

function numbersOf({ identities }: { identities: readonly Identity[] }): unknown[] {
  return identities
    .filter(({ provider }) => provider === 'sms')
    .map(({ profileData }) => profileData?.['phone_number'])
}
