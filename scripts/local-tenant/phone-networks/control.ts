import { Hono } from 'hono'
import type { Condition, NetworkCredentials, NetworkName, PhoneNetworksState, Standing } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { networksOf } from './networks-of.ts'
import { WEBHOOK_PATH } from './webhook-receiver.ts'

/** The phone networks, as the control interface tells of them. */
export type PhoneNetworks = Pick<PhoneNetworksState, 'numbers' | 'conditions'> & {
  /** Where Twilio's APIs are, e.g. `https://localhost:4443`. */
  origin: string
  webhookUrl: string
  credentials: NetworkCredentials
}

const STANDINGS = ['opted_out', 'unreachable', 'blocked', 'invalid']
const NETWORKS = ['messages', 'calls', 'verify', 'webhook']
const CONDITIONS = ['rate_limited', 'down']

/** What tests and the demo may do to the phone networks. Part of the control interface. */
export function phoneNetworksControl(tenant: Tenant): Hono {
  const app = new Hono()
  app.get('/phone-networks', (c) => {
    const { credentials, numbers, conditions } = networksOf(tenant)
    const origin = `https://${tenant.config.phoneNetworks ?? ''}`
    const told: PhoneNetworks = {
      ...{ origin, webhookUrl: `${origin}${WEBHOOK_PATH}` },
      ...{ credentials, numbers, conditions },
    }
    return c.json(told)
  })
  app.post('/phone-networks/number', async (c) => {
    const given = await c.req.json<{ number: string; standing: Standing | 'reachable' }>()
    const { numbers } = networksOf(tenant)
    if (given.standing === 'reachable') Reflect.deleteProperty(numbers, given.number)
    else numbers[given.number] = known(given.standing, STANDINGS)
    return c.body(null, 204)
  })
  app.post('/phone-networks/condition', async (c) => {
    const given = await c.req.json<{ network: NetworkName; condition: Condition | 'up' }>()
    const { conditions } = networksOf(tenant)
    const network = known(given.network, NETWORKS)
    if (given.condition === 'up') Reflect.deleteProperty(conditions, network)
    else conditions[network] = known(given.condition, CONDITIONS)
    return c.body(null, 204)
  })
  return app
}

function known<Word extends string>(word: Word, words: string[]): Word {
  if (!words.includes(word)) throw new Error(`"${word}" is none of ${words.join(', ')}.`)
  return word
}
