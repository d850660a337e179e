import type { Outcome } from './app.ts'
import { changeSecrets, withoutOurActions } from './bindings.ts'
import { useSmsProvider, useTenantsOwnProvider } from './codes.ts'
import type { Stage } from './stage.ts'
import type { Person } from './steps.ts'
import { signInByPhone } from './steps.ts'

const OF = ['reauthenticate', 'phone-prompt', 'phone-challenge', 'phone-notice', 'sms-provider']

/** What the tenant does with people who sign in by phone alone. */
export async function setSmsOnlyAccounts(stage: Stage, value: 'refuse' | 'allow'): Promise<void> {
  for (const action of OF) await changeSecrets(stage, action, { SMS_ONLY_ACCOUNTS: value })
}

/** Somebody signs up by phone before our Actions came; then they come. */
export async function signUpBefore(early: Person, phone: string): Promise<Outcome> {
  const { stage } = early
  await useTenantsOwnProvider(stage)
  const outcome = await withoutOurActions(stage, () => signInByPhone(early, phone))
  await useSmsProvider(stage)
  return outcome
}
