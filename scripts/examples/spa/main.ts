import { Command, Option } from 'commander'
import { serveSpa } from './serve-spa.ts'

/** The callbacks of the application name this port. */
const PORT = 3001

const { domain, clientId } = new Command('spa')
  .description('Serves the single-page app until it is stopped.')
  .addOption(new Option('--domain <domain>', 'of the tenant').env('EXAMPLE_DOMAIN').makeOptionMandatory())
  .addOption(
    new Option('--client-id <id>', 'of the application').env('EXAMPLE_CLIENT_ID').makeOptionMandatory(),
  )
  .parse()
  .opts<{ domain: string; clientId: string }>()

const { origin } = await serveSpa({ domain, clientId, port: PORT })
console.log(`Open ${origin}`)
