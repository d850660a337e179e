import type { ManagementClient } from 'auth0'

import { appOf } from '../../tests/journeys/support/app.ts'
import { httpBrowser } from '../../tests/support/login.ts'
import { clientNamed, managementOf } from '../demo/tenant-clients.ts'
import { trustingFetch } from '../demo/trusting-fetch.ts'
import type { ControlClient } from '../local-tenant/control-client.ts'
import { startTenant } from '../local-tenant/start.ts'
import type { StartOptions } from '../local-tenant/start.ts'
import type { InboxMessage } from '../local-tenant/state.ts'
import { openMailbox } from './mailbox.ts'
import type { Visitor } from './visitor.ts'

/** A local tenant, and as many people as are wanted. */
export type BenchTenant = {
  origin: string
  control: ControlClient
  management: ManagementClient
  fetch: typeof fetch
  /** The credentials of an application that may call all of the Management API. */
  machine: { clientId: string; clientSecret: string }
  /**
   * Somebody new, with an address and a number that nobody else has.
   * @param appFetch how their app calls the token endpoint, if other than usual
   */
  visitor(appFetch?: typeof fetch): Visitor
  /** Somebody whose address is known, or whose number as well: in a browser that has never been here. */
  visitorAt(email: string, phone?: string): Visitor
  stop(): Promise<void>
}

let people = 0

/** Starts one from a snapshot, or the base tenant. */
export async function startBenchTenant(options: Omit<StartOptions, 'port'>): Promise<BenchTenant> {
  const running = await startTenant({ customDomains: ['127.0.0.1'], ...options })
  const { origin, control, controlOrigin, caFile } = running
  const fetcher = trustingFetch(caFile)
  const state = await control.state()
  const client = clientNamed(state, 'Demo App')
  const deploy = clientNamed(state, 'Deploy')
  const mailbox = openMailbox((to) => listMessages(controlOrigin, to))

  const visitorWith = (email: string, phone: string, appFetch = fetcher): Visitor => ({
    ...{ email, phone, mailbox },
    browser: httpBrowser(fetcher),
    app: appOf(client, origin, appFetch),
  })
  return {
    ...{ origin, control, fetch: fetcher },
    management: managementOf(state, origin, fetcher),
    machine: { clientId: deploy.client_id, clientSecret: deploy.client_secret },
    visitor(appFetch) {
      people += 1
      return visitorWith(`person-${people}@example.com`, phoneOf(people), appFetch)
    },
    visitorAt(email, phone) {
      people += 1
      return visitorWith(email, phone ?? phoneOf(people))
    },
    stop: () => running.stop(),
  }
}

/** British mobile numbers, each once; of a hundred blocks in turn, as codes to one block of numbers are capped. */
function phoneOf(person: number): string {
  const [block, rest] = [person % 100, Math.floor(person / 100)]
  return `+447400${String(block).padStart(2, '0')}${String(rest).padStart(4, '0')}`
}

async function listMessages(controlOrigin: string, to: string | undefined): Promise<InboxMessage[]> {
  const only = to === undefined ? '' : `?${new URLSearchParams({ to }).toString()}`
  const answer = await fetch(`${controlOrigin}/inbox${only}`)
  if (!answer.ok) throw new Error(`The inbox of the local tenant answers ${answer.status}.`)
  return (await answer.json()) as InboxMessage[]
}
