import { homedir } from 'node:os'
import { join } from 'node:path'
import { Command, Option } from 'commander'

export type ExampleOptions = { domain: string; clientId: string; tokens: string }

/** A command that knows its tenant and application from its options, or from the environment. */
export function exampleCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addOption(
      new Option('--domain <domain>', 'of the tenant, e.g. example.eu.auth0.com')
        .env('EXAMPLE_DOMAIN')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--client-id <id>', 'of the application, as the dashboard shows it')
        .env('EXAMPLE_CLIENT_ID')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--tokens <file>', 'where the login is kept between two runs')
        .env('EXAMPLE_TOKENS')
        .default(join(homedir(), '.phone-linking-example', 'tokens.json')),
    )
}
