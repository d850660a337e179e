import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { dirname } from 'node:path'
import type { Page } from 'playwright-core'
import {
  emailField,
  passNotice,
  phoneField,
  proveEmail,
  provePhone,
} from '../../scripts/demo/universal-login.ts'
import { CALLBACK } from '../../scripts/examples/native/loopback.ts'
import type { Claims } from '../../scripts/examples/native/tokens.ts'
import { setPolicy } from '../journeys/support/bindings.ts'
import { serveDemoApp } from '../journeys/support/demo-app.ts'
import { ADA, GRACE, PHONE, phoneIdentities } from '../journeys/support/steps.ts'
import { accessibilityFindings, screenshot } from '../support/browser.ts'
import { exampleHome } from '../support/example-program.ts'
import { useNativeExample } from './support/native-example.ts'
import type { Computer } from './support/native-example.ts'

/** Several logins in a row, each with its pages. */
jest.setTimeout(60_000)

const example = useNativeExample()
const { stage } = example

const inbox = () => stage.tenant.control.inbox()
const cancel = (page: Page) => page.getByRole('button', { name: 'Cancel', exact: true }).click()
const refused = (code: string) => expect.objectContaining({ name: 'Refused', code }) as Error

async function signIn({ app, page }: Computer, email: string): Promise<Claims> {
  const [claims] = await Promise.all([app.signIn(), proveEmail(page, email, inbox)])
  return claims
}

async function addPhone({ app, page }: Computer): Promise<Claims> {
  const person = async () => {
    await provePhone(page, PHONE, inbox)
    await passNotice(page)
  }
  const [claims] = await Promise.all([app.addPhone(), person()])
  return claims
}

/** Somebody who is signed in by email. */
async function signedIn(email = ADA): Promise<Computer> {
  const computer = await example.computer()
  await signIn(computer, email)
  return computer
}

/** What the tenant answers to whoever shows it this refresh token. */
async function trade(refreshToken: string): Promise<number> {
  const { status } = await stage.fetch(`${stage.origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'refresh_token', client_id: example.clientId, refresh_token: refreshToken },
    }),
  })
  return status
}

test('people sign in and add a phone in their browser, and the app reads the outcome in the ID token', async () => {
  const computer = await example.computer()
  const first = await signIn(computer, ADA)
  expect(first).toMatchObject({ sub: expect.stringMatching(/^email\|/) as string, email: ADA })
  const added = await addPhone(computer)
  expect(added).toMatchObject({
    ...{ sub: first.sub, phone_number: PHONE, phone_link: { intent: 'add', status: 'linked' } },
  })
  await computer.page.getByText('You may close this window.').waitFor()
  expect(await accessibilityFindings(computer.page)).toEqual([])
  await screenshot(computer.page, 'native-answer')
  const later = await computer.app.refresh()
  expect(later).toMatchObject({ sub: first.sub, phone_number: PHONE })
  expect(later).not.toHaveProperty('phone_link')
})

test('each login asks with a new state, nonce and S256 challenge, and is answered on the loopback address', async () => {
  const computer = await signedIn()
  await signIn(computer, ADA)
  const asked = computer.opened.map(({ searchParams }) => Object.fromEntries(searchParams))
  for (const parameters of asked) {
    expect(parameters).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', redirect_uri: CALLBACK.href },
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
    })
    expect(parameters).not.toHaveProperty('client_secret')
  }
  const fresh = asked.flatMap(({ state, nonce, code_challenge }) => [state, nonce, code_challenge])
  expect(new Set(fresh).size).toBe(6)
  expect(CALLBACK.hostname).toBe('127.0.0.1')
})

test('the login is kept in a file that only its owner may read', async () => {
  const { tokensFile } = await signedIn()
  expect(statSync(tokensFile).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(tokensFile)).mode & 0o777).toBe(0o700)
  expect(readdirSync(dirname(tokensFile))).toEqual(['tokens.json'])
})

test('each refresh replaces the refresh token, and of two at the same time each has its own', async () => {
  const { app, store } = await signedIn()
  const seen = [store.load()?.refreshToken]
  await app.refresh()
  seen.push(store.load()?.refreshToken)
  await Promise.all([app.refresh(), app.refresh()])
  seen.push(store.load()?.refreshToken)
  expect(new Set(seen).size).toBe(3)
  const { refreshTokens } = await stage.tenant.control.state()
  expect(refreshTokens.filter(({ spent }) => !spent).map(({ token }) => token)).toEqual([seen.at(-1)])
  expect(refreshTokens).toHaveLength(4)
})

test('when an old refresh token is used again, the tenant takes back all of them and the app asks to sign in', async () => {
  const computer = await signedIn()
  const stolen = computer.store.load()?.refreshToken ?? ''
  await computer.app.refresh()
  expect(await trade(stolen)).toBe(403)
  await expect(computer.app.refresh()).rejects.toEqual(refused('sign_in_again'))
  expect(computer.store.load()).toBeUndefined()
  await expect(computer.app.addPhone()).rejects.toEqual(refused('not_signed_in'))
  await signIn(computer, ADA)
  await expect(computer.app.refresh()).resolves.toMatchObject({ email: ADA })
})

test('whoever signs out is forgotten here, and the refresh token is of no use to anybody any more', async () => {
  const { app, store } = await signedIn()
  const copied = store.load()?.refreshToken ?? ''
  await app.signOut()
  expect(store.load()).toBeUndefined()
  await expect(app.refresh()).rejects.toEqual(refused('not_signed_in'))
  expect(await trade(copied)).toBe(403)
  await app.signOut()
})

test('whoever cancels the phone step is told so and stays signed in', async () => {
  const computer = await signedIn()
  const person = async () => {
    await phoneField(computer.page).waitFor()
    await cancel(computer.page)
  }
  const [claims] = await Promise.all([computer.app.addPhone(), person()])
  expect(claims).toMatchObject({ email: ADA, phone_link: { intent: 'add', status: 'cancelled' } })
  expect(await phoneIdentities(stage)).toEqual([])
})

test('whoever cancels the login is not signed in', async () => {
  const { app, page, store } = await example.computer()
  const person = async () => {
    await emailField(page).waitFor()
    await cancel(page)
  }
  await Promise.all([expect(app.signIn()).rejects.toEqual(refused('access_denied')), person()])
  await page.getByText('You may close this window.').waitFor()
  expect(store.load()).toBeUndefined()
})

test('a login that the tenant denies ends with its stable code', async () => {
  await setPolicy(stage, { PHONE_POLICY: 'required' })
  const { app, page, store } = await example.computer()
  const person = async () => {
    await proveEmail(page, ADA, inbox)
    await cancel(page)
  }
  await Promise.all([expect(app.signIn()).rejects.toEqual(refused('phone_required')), person()])
  expect(store.load()).toBeUndefined()
})

test('an answer with another state, or none, neither ends the login nor is used for it', async () => {
  const { app, page, store } = await example.computer()
  const login = app.signIn()
  await emailField(page).waitFor()
  for (const forged of ['?code=stolen&state=wrong', '?error=access_denied', `?state=a&state=b`]) {
    const answer = await fetch(`${CALLBACK.href}${forged}`)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('This is no answer to this app')
  }
  expect((await fetch(new URL('/', CALLBACK))).status).toBe(404)
  expect((await fetch(CALLBACK, { method: 'POST' })).status).toBe(404)
  expect(store.load()).toBeUndefined()
  await proveEmail(page, ADA, inbox)
  await expect(login).resolves.toMatchObject({ email: ADA })
})

test('a code of another login, slipped in with the right state, does not sign anybody in', async () => {
  const thief = await signedIn(GRACE)
  const { app, page, opened, store } = await example.computer()
  const refusal = expect(app.signIn()).rejects.toEqual(refused('invalid_grant'))
  await emailField(page).waitFor()
  const other = new URL(thief.opened[0] ?? '')
  const challenge = createHash('sha256').update('known to the thief only').digest('base64url')
  other.searchParams.set('code_challenge', challenge)
  other.searchParams.set('state', opened[0]?.searchParams.get('state') ?? '')
  other.searchParams.delete('connection')
  const answer = await thief.page.goto(other.href)
  expect(answer?.status()).toBe(200)
  await refusal
  expect(store.load()).toBeUndefined()
})

test('the login of somebody else in the same browser is not taken for one’s own', async () => {
  const computer = await signedIn()
  const before = computer.store.load()
  // Somebody else signs in in that browser, at another app, whose page is there before anything goes on.
  const { page } = computer
  const demo = await serveDemoApp(stage)
  try {
    await page.goto(`${demo.origin}/sign-in/email`)
    await proveEmail(page, GRACE, inbox)
    await page.waitForURL(`${demo.origin}/account`)
    await expect(addPhone(computer)).rejects.toEqual(refused('another_account'))
    expect(computer.store.load()).toEqual(before)
  } finally {
    await demo.stop()
  }
})

test('an app that has waited long enough for the browser gives up, and can be asked again', async () => {
  const waits = [AbortSignal.abort(), new AbortController().signal]
  const computer = await example.computer(() => waits.shift() ?? AbortSignal.abort())
  await expect(computer.app.signIn()).rejects.toThrow('No answer came back from the browser.')
  await expect(signIn(computer, ADA)).resolves.toMatchObject({ email: ADA })
})

test('where another program has the port, the app says so', async () => {
  const squatter = createServer().listen(Number(CALLBACK.port), CALLBACK.hostname)
  await once(squatter, 'listening')
  const { app, opened } = await example.computer()
  await expect(app.signIn()).rejects.toThrow(`Port ${CALLBACK.port} cannot be used`)
  expect(opened).toEqual([])
  squatter.close()
})

test('the program plays the whole life of a login, in the browser that the system opens', async () => {
  const home = exampleHome({
    ...{ domain: new URL(stage.origin).host, clientId: example.clientId, caFile: stage.tenant.caFile },
  })
  const page = await example.chromium.page()
  const program = home.start('native')
  const open = async () => page.goto((await program.sees(/https:\S+/))[0])
  await open()
  await proveEmail(page, ADA, inbox)
  await program.sees(/Phone {4}none/)
  await open()
  await provePhone(page, PHONE, inbox)
  await passNotice(page)
  await program.sees(/Your phone is added\..*\(linked\)/)
  await program.sees(/Phone {4}\+•+56/)
  expect(await program.ended).toBe(0)
  expect(home.opened()).toEqual([...program.output().matchAll(/https:\S+/g)].map(([url]) => url))
  expect(program.output()).not.toMatch(/eyJ|v1\./)
  home.remove()
})
