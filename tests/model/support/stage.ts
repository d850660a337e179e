import { clientNamed } from '../../../scripts/demo/tenant-clients.ts'
import { isLive } from '../../../scripts/local-tenant/service/sessions.ts'
import type { Session, User } from '../../../scripts/local-tenant/state.ts'
import type { App } from '../../journeys/support/app.ts'
import { appOf } from '../../journeys/support/app.ts'
import type { InProcessTenant } from '../../support/in-process-tenant.ts'
import { httpBrowser } from '../../support/login.ts'
import type { HttpBrowser } from '../../support/login.ts'
import type { AppName, BrowserName, PersonName } from './cast.ts'
import { BROWSERS, emailOf } from './cast.ts'

/** The tenant with browsers and apps around it, and what can be seen of it without asking our Actions. */
export type Stage = {
  tenant: InProcessTenant
  browsers: Record<BrowserName, { http: HttpBrowser; session(): Session | undefined }>
  apps: Record<AppName, App>
  companionId: string
  now(): number
  users(): User[]
  accountOf(person: PersonName): User | undefined
  /** The account that a number signs in to, its own or somebody's. */
  ownerOf(number: string): User | undefined
  /** The newest code that was sent there. */
  codeFor(to: string): Promise<string | undefined>
  /** A call of the Management API by an admin. @throws when it is refused */
  admin(method: string, path: string, body?: object): Promise<void>
}

export function newStage(tenant: InProcessTenant): Stage {
  const state = () => tenant.tenant.state
  const users = () => state().users
  return {
    tenant,
    browsers: Object.fromEntries(BROWSERS.map((name) => [name, newBrowser(tenant)])) as Stage['browsers'],
    apps: {
      app: appOf(clientNamed(state(), 'Demo App'), tenant.origin, tenant.fetch),
      other: appOf(clientNamed(state(), 'Other App'), tenant.origin, tenant.fetch),
    },
    companionId: clientNamed(state(), COMPANION).client_id,
    now: () => tenant.clock.now().getTime(),
    users,
    accountOf: (person) =>
      users().find(({ user_id, email }) => email === emailOf(person) && user_id.startsWith('email|')),
    ownerOf: (number) => users().find((user) => phonesOf(user).includes(number)),
    async codeFor(to) {
      await tenant.settled()
      return state().inbox.findLast((message) => message.to === to)?.code
    },
    async admin(method, path, body) {
      // A new one each time: days may have gone by.
      const answer = await tenant.fetch(`${tenant.origin}/api/v2${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await adminTokenOf(tenant)}`,
          'content-type': 'application/json',
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      await answer.arrayBuffer()
      const { status } = answer
      if (status >= 400) throw new Error(`An admin’s ${method} ${path} was answered with ${status}.`)
    },
  }
}

const COMPANION = 'Phone Linking Companion'

/** Numbers of a user's phones, its own or linked ones. */
export function phonesOf(user: User): string[] {
  return user.identities.flatMap(({ provider, profileData }) => {
    const number = profileData?.['phone_number'] ?? user.phone_number
    return provider === 'sms' && typeof number === 'string' ? [number] : []
  })
}

function newBrowser(tenant: InProcessTenant): Stage['browsers'][BrowserName] {
  let cookie = ''
  const http = httpBrowser(async (input, init) => {
    const answer = await tenant.fetch(input, init)
    for (const line of answer.headers.getSetCookie()) cookie = /^auth0=([^;]*)/.exec(line)?.[1] ?? cookie
    return answer
  })
  return {
    http,
    session() {
      const [id] = decodeURIComponent(cookie).split('.')
      const session = tenant.tenant.state.sessions.find((each) => each.id === id)
      return session && isLive(tenant.tenant, session) ? session : undefined
    },
  }
}

async function adminTokenOf(tenant: InProcessTenant): Promise<string> {
  const { client_id, client_secret } = clientNamed(tenant.tenant.state, 'Deploy')
  const answer = await tenant.fetch(`${tenant.origin}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id, client_secret: client_secret ?? '' },
      audience: `${tenant.origin}/api/v2/`,
    }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}
