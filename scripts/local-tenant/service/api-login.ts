import type { Client, LoginFacts } from '../state.ts'
import type { RequestFacts, Tenant } from '../tenant.ts'
import { randomToken } from './random.ts'

type Asked = { scope: string[]; audience?: string }

/** A login that an application does by itself, or begins to: nobody is sent anywhere, so nothing waits for them. */
export function apiLogin(
  tenant: Tenant,
  client: Client,
  facts: RequestFacts,
  asked: Asked = { scope: [] },
): LoginFacts {
  const { hostname, ip, user_agent, method, language } = facts
  return {
    id: randomToken(tenant.world),
    protocol: tenant.unknowns.otpGrantProtocol,
    ...{ hostname, ip, user_agent, method },
    ...(language === undefined ? {} : { language }),
    locale: language ?? 'en',
    methods: [],
    request: { client_id: client.client_id, acr_values: [], ui_locales: [], ...asked },
  }
}
