import { randomUUID } from 'node:crypto'
import type { Client } from '../../../scripts/local-tenant/state.ts'
import { CRM_REGION, REFUSED_DOMAIN, TRAIL_OF_A_LOGIN } from '../../support/lived-in/foreign-actions.ts'
import { REGION, TRAIL } from '../../support/lived-in/foreign-code.ts'
import { appOf } from './app.ts'
import type { Claims, Outcome } from './app.ts'
import type { Stage } from './stage.ts'
import { passThrough, proveEmail, signInByEmail } from './steps.ts'
import type { Person } from './steps.ts'

const GREETING = 'https://example.com/greeting'

/** No page of ours may come up at others' apps, so nobody here passes one by. */
const somebody = (stage: Stage, client: Client): Person => ({
  ...{ stage, browser: stage.browser(), app: appOf(client, stage.origin, stage.fetch) },
})

const newAddress = (domain = 'people.example'): string => `${randomUUID()}@${domain}`

/** Signs up, comes back without a page, has new tokens, and logs out. */
export async function playDay(stage: Stage, client: Client): Promise<void> {
  const who = somebody(stage, client)
  const email = newAddress()
  const first = await signInByEmail(who, email)
  const { sub } = first.id
  expect(first.id).toMatchObject({ sub: expect.stringMatching(/^email\|/) as string, email })
  expectWhatOthersSay(first)

  const silent = await passThrough(who, { prompt: 'none' })
  expect(silent.id.sub).toBe(sub)
  expectWhatOthersSay(silent)

  const refreshed = await who.app.refresh(first.refreshToken ?? '')
  expect(refreshed).toMatchObject({
    status: 200,
    id: { sub, [TRAIL]: TRAIL_OF_A_LOGIN, [REGION]: CRM_REGION },
  })

  await logOut(who, silent.id)
  expect((await passThrough(who, { prompt: 'none' })).error).toBe('login_required')

  const again = await signInByEmail(who, email)
  expect(again.id.sub).toBe(sub)
  expectWhatOthersSay(again)
}

/** Each of others' Actions has run, once, in their order, with its secrets. */
function expectWhatOthersSay({ error, id, access }: Outcome): void {
  expect(error).toBeUndefined()
  expect(id).toMatchObject({ [TRAIL]: TRAIL_OF_A_LOGIN, [REGION]: CRM_REGION, [GREETING]: 'hello' })
  expect(access).toMatchObject({ [REGION]: CRM_REGION, [GREETING]: 'hello' })
}

async function logOut({ stage, browser, app }: Person, { sid }: Claims): Promise<void> {
  const home = (app.client['allowed_logout_urls'] as string[])[0] ?? ''
  const url = new URL(`${stage.origin}/oidc/logout`)
  url.search = new URLSearchParams({
    ...{ client_id: app.client.client_id, logout_hint: String(sid), post_logout_redirect_uri: home },
  }).toString()
  expect((await browser.open(url)).url.href).toBe(home)
}

/** Who is logged in at one app is logged in at the other, without being asked. */
export async function playTwins(stage: Stage, clients: Client[]): Promise<void> {
  expect(clients).toHaveLength(2)
  const [one, other] = clients.map((client) => somebody(stage, client)) as [Person, Person]
  const { id } = await signInByEmail(one, newAddress())
  const there = await passThrough({ ...other, browser: one.browser })
  expect(there.id).toMatchObject({ sub: id.sub, aud: other.app.client.client_id })
  expectWhatOthersSay(there)
}

/** Rotation is on for it: a token that was used is worth nothing. */
export async function playReuse(stage: Stage, client: Client): Promise<void> {
  const who = somebody(stage, client)
  const { refreshToken = '' } = await signInByEmail(who, newAddress())
  expect((await who.app.refresh(refreshToken)).status).toBe(200)
  expect(await who.app.refresh(refreshToken)).toMatchObject({ status: 403, error: 'invalid_grant' })
}

/** The person is told what others say, and no account is made. */
export async function playRefusal(stage: Stage, client: Client): Promise<void> {
  const who = somebody(stage, client)
  const email = newAddress(REFUSED_DOMAIN)
  const attempt = who.app.start({ connection: 'email' })
  const page = await proveEmail(who, await who.browser.open(attempt.url), email)
  expect(page.html).toContain('Ask your administrator.')
  const users = await stage.tenant.control.users()
  expect(users.filter((user) => user.email === email)).toEqual([])
}
