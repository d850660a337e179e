import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDemoApp } from '../../../../scripts/demo/app/demo-app.ts'
import type { Purpose } from '../../../../scripts/demo/app/sessions.ts'
import { LoginFailed } from '../../../../scripts/demo/app/sign-in.ts'
import type { SignIn } from '../../../../scripts/demo/app/sign-in.ts'
import type { InboxMessage } from '../../../../scripts/local-tenant/state.ts'

type Answer = { purpose: Purpose; sub: string; claims?: object } | 'denied'

/** The app with a tenant that answers as told, and one browser that keeps its cookie. */
async function appWith(answers: Answer[], inbox: InboxMessage[] = []) {
  const asked: { purpose: Purpose; extra: Record<string, string> }[] = []
  const signIn: SignIn = {
    start(_session, purpose, extra) {
      asked.push({ purpose, extra })
      return Promise.resolve(new URL('https://tenant.example.com/authorize'))
    },
    finish() {
      const answer = answers.shift()
      if (answer === undefined || answer === 'denied') {
        const failed = new LoginFailed('check', undefined)
        return Promise.reject(
          Object.assign(failed, { code: 'access_denied', description: 'phone_changed: A sentence.' }),
        )
      }
      const claims = { sub: answer.sub, ...answer.claims }
      const account = { idToken: '', accessToken: '', claims, signedInWith: 'email' }
      return Promise.resolve({ purpose: answer.purpose, account })
    },
    signOutUrl: () => new URL('https://tenant.example.com/logout'),
  }
  const server = createServer(createDemoApp('http://localhost', signIn, () => Promise.resolve(inbox)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  running.push(server)
  const { port } = server.address() as AddressInfo
  let cookie = ''
  const open = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie }, redirect: 'manual' })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
  }
  return { asked, open }
}

const running: ReturnType<typeof createServer>[] = []
afterEach(() => {
  for (const server of running.splice(0)) server.close().closeAllConnections()
})

const AGAIN = { prompt: 'login', connection: 'email' }

test.each([
  ['/add-phone', 'add-phone', { 'ext-phone': 'add' }],
  ['/replace-phone', 'replace-phone', { 'ext-phone': 'replace' }],
  ['/remove-phone', 'remove-phone', { 'ext-phone': 'remove' }],
  ['/sign-in-again-and-add-phone', 'add-phone', { 'ext-phone': 'add', ...AGAIN }],
  ['/sign-in-again-and-replace-phone', 'replace-phone', { 'ext-phone': 'replace', ...AGAIN }],
  ['/sign-in-again-and-remove-phone', 'remove-phone', { 'ext-phone': 'remove', ...AGAIN }],
])('%s asks the tenant for what it says', async (path, purpose, extra) => {
  const app = await appWith([])
  expect((await app.open(path)).status).toBe(302)
  expect(app.asked).toEqual([{ purpose, extra }])
})

test('T26 opening the link of the email starts nothing; its button asks for a new login and the removal', async () => {
  const app = await appWith([])
  const { status, html } = await app.open('/not-me')
  expect(status).toBe(200)
  expect(html).toContain('href="/sign-in-again-and-remove-phone"')
  expect(app.asked).toEqual([])
})

test.each([
  ['a phone', { phone_number: '+447400123456' }, ['/replace-phone', '/remove-phone']],
  ['no phone', {}, ['/add-phone']],
])('an account with %s is offered what can be done with it', async (_name, claims, offered) => {
  const app = await appWith([{ purpose: 'sign-in', sub: 'email|1', claims }])
  await app.open('/callback')
  const { html } = await app.open('/account')
  expect([...html.matchAll(/href="(\/[a-z]+-phone)"/g)].map(([, path]) => path)).toEqual(offered)
})

test.each(['add-phone', 'replace-phone', 'remove-phone'] as const)(
  'the answer of another account to %s is not taken over',
  async (purpose) => {
    const app = await appWith([
      { purpose: 'sign-in', sub: 'email|1' },
      { purpose, sub: 'email|2' },
    ])
    await app.open('/callback')
    expect((await app.open('/callback')).html).toContain('That is another account')
    expect((await app.open('/account')).html).toContain('email|1')
  },
)

test('a login that rests on a former phone ends the app’s own session as well', async () => {
  const app = await appWith([{ purpose: 'sign-in', sub: 'email|1' }, 'denied'])
  await app.open('/callback')
  expect((await app.open('/callback')).html).toContain('href="/sign-in/email"')
  expect(await app.open('/account')).toMatchObject({ status: 302, location: '/' })
})

test('T20 the inbox links to this computer alone, and shows markup of a mail as nothing', async () => {
  const text = [
    '<p>Not you? <a href="http://localhost:3000/not-me">Tell us</a></p>',
    '<a href="https://evil.example.com/">win</a> &lt;script&gt;alert(1)&lt;/script&gt;',
  ].join('\n')
  const mail = { id: '1', channel: 'email', to: 'a@example.com', from: 'b@example.com', text } as const
  const app = await appWith([], [{ ...mail, client_id: 'c', at: '2026-01-01T00:00:00.000Z' }])
  const { html } = await app.open('/inbox/messages')
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link)).toEqual([
    'http://localhost:3000/not-me',
  ])
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toContain('<script>')
})
