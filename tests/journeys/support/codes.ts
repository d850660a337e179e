import { changeSecrets } from './bindings.ts'
import type { Stage } from './stage.ts'

export const PROVIDERS = ['twilio_messaging', 'twilio_verify', 'webhook'] as const
export type Provider = (typeof PROVIDERS)[number]

/** Has sms-provider deliver codes by another provider, or otherwise. */
export function setCodes(stage: Stage, changes: Record<string, string>): Promise<void> {
  return changeSecrets(stage, 'sms-provider', changes)
}

/** What sms-provider has logged, oldest first. */
export async function deliveries(stage: Stage): Promise<Record<string, string>[]> {
  await stage.tenant.control.settled()
  const runs = await stage.tenant.control.runs()
  return runs
    .filter(({ action_name }) => action_name === 'sms-provider')
    .flatMap(({ console: lines }) => lines.map((line) => JSON.parse(line) as Record<string, string>))
}

/** The texts that have reached a phone, oldest first. */
export async function textsTo(stage: Stage, number?: string) {
  const texts = await stage.tenant.control.inbox({ channel: 'sms' })
  return number === undefined ? texts : texts.filter(({ to }) => to === number)
}

/** The tenant goes back to the phone provider that it had before ours, which sends to anybody. */
export function useTenantsOwnProvider(stage: Stage): Promise<void> {
  return setProvider(stage, {
    name: 'twilio',
    disabled: false,
    configuration: { sid: `AC${'0'.repeat(32)}`, default_from: '+15005550006', delivery_methods: ['text'] },
    credentials: { auth_token: 'token' },
  })
}

/** The tenant has sms-provider deliver its codes, as after a deploy. */
export function useSmsProvider(stage: Stage): Promise<void> {
  return setProvider(stage, {
    name: 'custom',
    disabled: false,
    configuration: { delivery_methods: ['text'] },
    credentials: {},
  })
}

type Providers = Stage['management']['branding']['phone']['providers']

async function setProvider(stage: Stage, provider: Parameters<Providers['update']>[1]): Promise<void> {
  const { providers = [] } = await stage.management.branding.phone.providers.list()
  const [present] = providers
  if (present?.id === undefined) throw new Error('The tenant has no phone provider')
  await stage.management.branding.phone.providers.update(present.id, provider)
}
