import { readFileSync } from 'node:fs'
import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { newestCode } from '../../scripts/demo/universal-login.ts'
import { enableClient } from '../../scripts/examples/enable-client.ts'
import type { Tokens } from '../../scripts/examples/native/tokens.ts'
import { exampleHome } from '../support/example-program.ts'
import type { ExampleHome, ExampleProgram } from '../support/example-program.ts'
import { useStage } from './support/stage.ts'
import {
  ADA,
  GRACE,
  PHONE,
  isForm,
  person,
  phoneIdentities,
  proveEmail,
  provePhone,
} from './support/steps.ts'

/** Several logins in a row, each with its pages. */
jest.setTimeout(60_000)

const stage = useStage()
let home: ExampleHome
let clientId = ''

beforeEach(async () => {
  clientId = clientNamed(await stage.tenant.control.state(), 'Demo Native').client_id
  await enableClient(stage.management, clientId, 'otp')
  home = exampleHome({
    ...{ domain: new URL(stage.origin).host, clientId, caFile: stage.tenant.caFile },
  })
})
afterEach(() => home.remove())

const kept = () => JSON.parse(readFileSync(home.tokensFile, 'utf8')) as Tokens
const code = async (to: string) => {
  await stage.tenant.control.settled()
  return newestCode(() => stage.tenant.control.inbox(), to)
}
const cli = (command: string, ...options: string[]) => home.start('cli', [command, ...options])
const inTerminal = (command: string) => cli(command, '--in-terminal')

async function typeEmail(program: ExampleProgram, email: string): Promise<void> {
  await program.sees(/Email:/)
  program.type(email)
  await program.sees(/Code from the email:/)
  program.type(await code(email))
}

async function typePhone(program: ExampleProgram, number = PHONE): Promise<void> {
  await program.sees(/Mobile number/)
  program.type(number)
  await program.sees(/Code from the text:/)
  program.type(await code(number))
}

async function signIn(email = ADA): Promise<ExampleProgram> {
  const program = inTerminal('sign-in')
  await typeEmail(program, email)
  expect(await program.ended).toBe(0)
  return program
}

/** What somebody reads who wants to add a phone, and how the program ended. */
async function addPhone(number = PHONE): Promise<{ output: string; status: number }> {
  const program = inTerminal('add-phone')
  await typePhone(program, number)
  return { status: await program.ended, output: program.output() }
}

test('people sign in, add a phone and see it without leaving the terminal, and no token is shown', async () => {
  const signedIn = await signIn()
  expect(signedIn.output()).toMatch(/Account {2}email\|\S+\nEmail {4}ada@example\.com\nPhone {4}none/)
  const { sub } = kept().claims
  const added = await addPhone('+44 7400 123456'.replaceAll(' ', ''))
  expect(added).toEqual({
    status: 0,
    output: expect.stringMatching(/Your phone is added\..*\(linked\)/) as string,
  })
  expect(kept().claims).toMatchObject({ sub, phone_link: { intent: 'add', status: 'linked' } })
  expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: PHONE }])

  const asked = cli('who-am-i')
  expect(await asked.ended).toBe(0)
  expect(asked.output()).toMatch(/Phone {4}\+•+56\n/)
  const signedOut = cli('sign-out')
  expect(await signedOut.ended).toBe(0)
  const nobody = cli('who-am-i')
  expect(await nobody.ended).toBe(1)
  expect(nobody.output()).toBe('✗ Nobody is signed in. Sign in first. (not_signed_in)\n')
  for (const program of [signedIn, asked, signedOut]) expect(program.output()).not.toMatch(/eyJ|v1\./)
  expect(added.output).not.toMatch(/eyJ|v1\./)
  expect(home.opened()).toEqual([])
})

test('by default the browser that the system opens does it', async () => {
  const who = await person(stage)
  const signingIn = cli('sign-in')
  const open = async (program: ExampleProgram) => who.browser.open((await program.sees(/https:\S+/))[0])
  await fetch((await proveEmail(who, await open(signingIn), ADA)).url)
  expect(await signingIn.ended).toBe(0)
  const adding = cli('add-phone')
  const proven = await provePhone(who, await open(adding), PHONE)
  const arrived = isForm(proven) ? await who.browser.press(proven, /^Continue$/) : proven
  expect(await (await fetch(arrived.url)).text()).toContain('You may close this window.')
  expect(await adding.ended).toBe(0)
  expect(adding.output()).toMatch(/Your phone is added\..*\(linked\)/)
  expect(await phoneIdentities(stage)).toEqual([{ owner: kept().claims.sub, number: PHONE }])
  expect(home.opened()).toHaveLength(2)
})

test('a wrong code may be typed again, and three are too many', async () => {
  await signIn()
  const program = inTerminal('add-phone')
  await program.sees(/Mobile number/)
  program.type(PHONE)
  await program.sees(/Code from the text:/)
  program.type('000000')
  await program.sees(/Wrong phone number or verification code\. Type it again\./)
  program.type(await code(PHONE))
  expect(await program.ended).toBe(0)

  const other = inTerminal('sign-in')
  await other.sees(/Email:/)
  other.type(GRACE)
  for (let tries = 0; tries < 3; tries += 1) {
    await other.sees(/Code from the email:/)
    other.type('000000')
  }
  expect(await other.ended).toBe(1)
  expect(other.output()).toMatch(/✗ .+ \(invalid_grant\)\n$/)
  expect(kept().claims['email']).toBe(ADA)
})

test('what is no number is asked for again, and a conversation that ends changes nothing', async () => {
  await signIn()
  const program = inTerminal('add-phone')
  for (const words of ['', '12', 'seven']) {
    await program.sees(/Mobile number/)
    program.type(words)
    await program.sees(/That is no number\./)
  }
  program.hangUp()
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('✗ Stopped: there was no answer.')
  expect(await phoneIdentities(stage)).toEqual([])
})

test('whose login is older than ten minutes proves the email first, and only that of the same account', async () => {
  await stage.tenant.control.advanceClock(-11 * 60)
  await signIn()
  await stage.tenant.control.advanceClock(11 * 60)
  const other = inTerminal('add-phone')
  await other.sees(/prove your email address again/)
  await typeEmail(other, GRACE)
  expect(await other.ended).toBe(1)
  expect(other.output()).toContain('(another_account)')
  const program = inTerminal('add-phone')
  await program.sees(/prove your email address again/)
  await typeEmail(program, ADA)
  await typePhone(program)
  expect(await program.ended).toBe(0)
  expect(await phoneIdentities(stage)).toEqual([{ owner: kept().claims.sub, number: PHONE }])
})

test('the tenant’s refusals are shown as a sentence with the stable code, and change nothing', async () => {
  await signIn(GRACE)
  await addPhone()
  const graces = await phoneIdentities(stage)
  await signIn(ADA)
  const before = kept()
  await expect(addPhone()).resolves.toEqual({
    ...{
      status: 1,
      output: expect.stringMatching(/✗ This number cannot be used\. \(phone_in_use\)\n$/) as string,
    },
  })
  expect(kept()).toEqual(before)
  expect(await phoneIdentities(stage)).toEqual(graces)

  await stage.tenant.control.advanceClock(11 * 60)
  await expect(addPhone('+447400654321')).resolves.toEqual({
    ...{
      status: 1,
      output: expect.stringMatching(/✗ Sign in again first.* \(step_up_required\)\n$/) as string,
    },
  })
  expect(await phoneIdentities(stage)).toEqual(graces)
})

test('an application that may not ask for codes itself cannot add a phone by one', async () => {
  await signIn()
  await stage.management.clients.update(clientId, { client_metadata: { phone_link_otp: 'off' } })
  const program = inTerminal('add-phone')
  await program.sees(/Mobile number/)
  program.type(PHONE)
  await program.sees(/Code from the text:/)
  expect(await stage.tenant.control.inbox({ to: PHONE })).toEqual([])
  program.type('123456')
  await program.sees(/Type it again/)
  expect(await phoneIdentities(stage)).toEqual([])
})

test('a refresh token that somebody else has used ends the login, and the program says how to go on', async () => {
  await signIn()
  await stage.fetch(`${stage.origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'refresh_token', client_id: clientId, refresh_token: kept().refreshToken },
    }),
  })
  for (const words of ['Your login has ended. Sign in again. (sign_in_again)', 'Nobody is signed in.']) {
    const program = cli('who-am-i')
    expect(await program.ended).toBe(1)
    expect(program.output()).toContain(`✗ ${words}`)
  }
})
