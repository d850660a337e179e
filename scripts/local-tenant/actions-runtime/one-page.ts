import type { ActionEffects } from './messages.ts'

/**
 * An Action sends the person to one page: elsewhere, to a form, or to a challenge.
 * Source: Auth0 docs, customize/forms/render (restrictions); for challenges Auth0 advises Actions of their own.
 *
 * @throws when the Action has asked for a page of another kind already
 */
export function refuseSecondPage(effects: ActionEffects, wanted: 'redirect' | 'form' | 'challenge'): void {
  const { redirectUrl, form, challenges } = effects
  const isChallenging = challenges.length > 0
  if (wanted === 'challenge' ? redirectUrl !== undefined || form !== undefined : isChallenging) {
    throw new Error('An Action may ask for a factor, or redirect or render a form, not both.')
  }
  if (wanted === 'redirect' ? form !== undefined : wanted === 'form' && redirectUrl !== undefined) {
    throw new Error('An Action may redirect or render a form, not both.')
  }
}
