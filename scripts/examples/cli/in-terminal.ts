import parsePhoneNumber from 'libphonenumber-js'
import { keep, sameAccount, signedIn } from '../native/native-app.ts'
import { Refused } from '../native/refused.ts'
import type { Tenant, TenantAddress } from '../native/tenant.ts'
import type { Claims, TokenStore, Tokens } from '../native/tokens.ts'
import { sendCode, tradeCode } from './otp-grant.ts'
import type { Recipient } from './otp-grant.ts'
import type { Terminal } from './terminal.ts'

/** What the steps in the terminal need. */
export type InTerminal = { tenant: Tenant; address: TenantAddress; store: TokenStore; terminal: Terminal }

/** How often a code may be typed: Auth0 takes three wrong ones, then wants a new code. */
const TRIES = 3

/** How young the proof of the account must be for `link_to`, in seconds, with a minute to type the phone's code in. */
const FRESH_FOR = 9 * 60

/** Signs in without a browser. */
export async function signInInTerminal(world: InTerminal): Promise<Claims> {
  return keep(world.store, await proveEmail(world))
}

/** Adds a phone without a browser, to the account that is signed in. */
export async function addPhoneInTerminal(world: InTerminal, now: Date): Promise<Claims> {
  const { store, terminal } = world
  const kept = signedIn(store)
  const account = isFresh(kept.claims, now) ? kept : await proveAgain(world, kept.claims)
  const phone = await askForNumber(terminal)
  return keep(store, sameAccount(account.claims, await prove(world, phone, account.idToken)))
}

async function proveAgain(world: InTerminal, claims: Claims): Promise<Tokens> {
  world.terminal.say('Your login is too old for a change of the phone: prove your email address again.')
  const tokens = sameAccount(claims, await proveEmail(world))
  keep(world.store, tokens)
  return tokens
}

async function proveEmail(world: InTerminal): Promise<Tokens> {
  return prove(world, { realm: 'email', username: await world.terminal.ask('Email:') })
}

/** Sends a code and asks for it until it is right, or too often wrong. */
async function prove(world: InTerminal, to: Recipient, linkTo?: string): Promise<Tokens> {
  const { tenant, address, terminal } = world
  await sendCode(address, to)
  for (let left = TRIES - 1; ; left -= 1) {
    const code = await terminal.ask(to.realm === 'email' ? 'Code from the email:' : 'Code from the text:')
    try {
      return await tradeCode(tenant, to, code, linkTo)
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'invalid_grant' || left === 0) throw error
      terminal.say(`${error.message} Type it again.`)
    }
  }
}

async function askForNumber(terminal: Terminal): Promise<Recipient> {
  for (;;) {
    const number = parsePhoneNumber(await terminal.ask('Mobile number, with its country code:'))
    if (number?.isPossible() === true) return { realm: 'sms', username: number.number }
    terminal.say('That is no number. Type it with its country code, e.g. +44 7400 123456.')
  }
}

/** ID tokens of the OTP grant carry the time in `phone_link_proof`; those of the browser in `auth_time`. */
function isFresh(claims: Claims, now: Date): boolean {
  const proof = claims['phone_link_proof'] as { at?: unknown } | undefined
  const at = Number(proof?.at ?? claims['auth_time'])
  return now.getTime() / 1000 - at < FRESH_FOR
}
