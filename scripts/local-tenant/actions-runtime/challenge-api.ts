import type { ActionEffects } from './messages.ts'
import { refuseSecondPage } from './one-page.ts'

type Factor = { type: string }

/** The challenges of `api.authentication`. Source: Auth0 docs, …/login-trigger/post-login-api-object. */
export function createChallengeApi(effects: ActionEffects) {
  return {
    challengeWith(factor: Factor, options: { additionalFactors?: Factor[] } = {}): void {
      ask([factor, ...(options.additionalFactors ?? [])])
    },
    challengeWithAny: (factors: Factor[]): void => ask(factors),
  }

  function ask(factors: Factor[]): void {
    refuseSecondPage(effects, 'challenge')
    if (!Array.isArray(factors) || factors.length === 0) throw new Error('A challenge needs a factor.')
    const types = factors.map((factor) => (factor as Partial<Factor> | undefined)?.type)
    if (!types.every((type) => typeof type === 'string')) throw new Error('A factor needs a type.')
    effects.challenges.push(types)
  }
}
