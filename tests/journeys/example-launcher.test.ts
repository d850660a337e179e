import { join } from 'node:path'
import { startProgram } from '../support/example-program.ts'
import type { ExampleProgram } from '../support/example-program.ts'
import { freePort } from '../support/free-port.ts'

/** A tenant of its own each time. */
jest.setTimeout(240_000)

const launcher = join(import.meta.dirname, '..', '..', 'scripts', 'examples.ts')
let port = 0
let running: ExampleProgram | undefined

beforeEach(async () => {
  port = await freePort()
})
afterEach(() => running?.kill())

function launch(...args: string[]): ExampleProgram {
  running = startProgram(launcher, [...args, '--port', String(port)], process.env)
  return running
}

const isGone = (url: string) =>
  fetch(url).then(
    () => false,
    () => true,
  )

/** The newest code on the page that the launcher names, as a person reads it. */
async function codeAt(inbox: string): Promise<string> {
  const page = await (await fetch(inbox, { headers: { accept: 'text/html' } })).text()
  return /\b\d{6}\b/.exec(page.replaceAll(/<[^>]*>/g, ' '))?.[0] ?? ''
}

test('the terminal program takes its commands one after the other, and everything ends with it', async () => {
  const program = launch('cli')
  const [, inbox = ''] = await program.sees(/Codes {2}(http:\S+)/)
  await program.sees(/phone-cli>/)
  program.type('who-am-i')
  await program.sees(/✗ Nobody is signed in\. Sign in first\. \(not_signed_in\)/)
  await program.sees(/phone-cli>/)
  program.type('sign-in --in-terminal')
  await program.sees(/Email:/)
  program.type('ada@example.com')
  await program.sees(/Code from the email:/)
  program.type(await codeAt(inbox))
  await program.sees(/Email {4}ada@example\.com/)
  await program.sees(/phone-cli>/)
  program.type('who-am-i')
  await program.sees(/Email {4}ada@example\.com/)
  await program.sees(/phone-cli>/)
  program.type('exit')
  expect(await program.ended).toBe(0)
  expect(await isGone(inbox)).toBe(true)
})

test('the single-page app is served where its callbacks are, until it is interrupted', async () => {
  const program = launch('spa')
  const [, inbox = ''] = await program.sees(/Codes {2}(http:\S+)/)
  await program.sees(/Open http:\/\/localhost:3001\n/)
  expect(await (await fetch('http://localhost:3001/callback')).text()).toContain('Sign in with email')
  program.kill('SIGINT')
  expect(await program.ended).toBe(0)
  expect(await isGone('http://localhost:3001/')).toBe(true)
  expect(await isGone(inbox)).toBe(true)
})

test('there are three examples, and another name is refused', async () => {
  const program = launch('mobile')
  expect(await program.ended).toBe(1)
  expect(program.output()).toContain('Allowed choices are native, cli, spa')
})
