import type { Wanted } from '../deploy/wanted.ts'

/**
 * What should be in a tenant: `tenant.yaml` with only what is wanted, its keywords filled in or not, the code and
 * bodies that were built, and what the admin has decided.
 */
export type Expected = Pick<Wanted, 'file' | 'bodies'> & {
  /** The tenant's canonical host, e.g. `acme.eu.auth0.com`. */
  tenantDomain: string
  /** Built code by the name of its Action; undefined where it is not known for which countries. */
  codes: Wanted['codes'] | undefined
  /** What is wrong with the settings, each as a sentence. What depends on a wrong one is undefined below. */
  settingsProblems: readonly string[]
  /** Hosts that people sign in at beside the canonical one; undefined: those that the tenant has. */
  customDomains: readonly string[] | undefined
  /** Names or client ids. */
  apps: readonly string[] | undefined
  /** Those of them that may link by the OTP grant as well. */
  otpApps: readonly string[] | undefined
  codeProvider: string | undefined
  /** Whether `CODES_PER_HOUR` says how many codes may be sent. */
  hasHourBudget: boolean | undefined
  /** What becomes of people who sign in by phone alone; undefined: nobody has decided. */
  smsOnlyAccounts: 'refuse' | 'allow' | undefined
  counted: Counted
}

/** Facts of the tenant that take a question of their own. */
export type Counted = {
  /** Undefined where the tenant could not count them. */
  phoneOnlyPeople: number | undefined
  /** Of everybody, not ours alone. */
  forms: number
  flows: number
}
