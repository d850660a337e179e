import { Command } from 'commander'
import { startTenant, type StartOptions } from './local-tenant/start.ts'

// `npm run local-tenant`: a tenant to develop against, until Ctrl-C.

const options = new Command('npm run local-tenant --')
  .option('--port <port>', 'HTTPS port', Number, 3443)
  .option('--control-port <port>', 'port of the control interface; 0 for any free one', Number, 0)
  .option('--snapshot <file>', 'start from a saved tenant instead of the base tenant')
  .option('--custom-domain <host...>', 'further hosts that serve this tenant', ['127.0.0.1'])
  .parse()
  .opts<{ port: number; controlPort: number; snapshot?: string; customDomain: string[] }>()

const { customDomain, ...given } = options
const startOptions: StartOptions = { ...given, customDomains: customDomain }

try {
  const tenant = await startTenant(startOptions)
  if (tenant.warning !== undefined) console.warn(tenant.warning)
  console.log(`Local tenant:      ${tenant.origin}`)
  console.log(`Inbox:             ${tenant.controlOrigin}/inbox (what it sends by email and text)`)
  console.log(`Control interface: ${tenant.controlOrigin} (GET /state, /logs, /runs, /calls)`)
  console.log(
    `Phone networks:    ${tenant.phoneNetworksOrigin} (stand-ins of Twilio and of a webhook’s receiver)`,
  )
  console.log(`Its certificate is signed by ${tenant.caFile}: set NODE_EXTRA_CA_CERTS to it.`)
  console.log('Ctrl-C stops it.')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void tenant.stop())
  await tenant.stopped
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
