import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Argument, Command } from 'commander'
import { portOption } from './examples/port-option.ts'
import { commandLoop } from './examples/command-loop.ts'
import { startExampleTenant } from './examples/example-tenant.ts'
import { runProgram } from './examples/run-program.ts'

/** The application of the local tenant that each example is, and how it takes part. */
const EXAMPLES = {
  native: { client: 'Demo Native', way: 'browser', says: 'It opens your browser by itself.' },
  cli: { client: 'Demo Native', way: 'otp', says: 'Commands are sign-in, add-phone, who-am-i and sign-out.' },
  spa: { client: 'Demo SPA', way: 'browser', says: 'Stop it with Ctrl-C.' },
} as const

type Name = keyof typeof EXAMPLES

const command = new Command('npm run example --')
  .description('Starts a local tenant and one of the examples with it.')
  .addArgument(new Argument('<example>', 'which one').choices(Object.keys(EXAMPLES)))
  .addOption(portOption())
  .action(play)

async function play(name: Name, { port }: { port: number }): Promise<void> {
  const { client, way, says } = EXAMPLES[name]
  const tenant = await startExampleTenant(port, client, way)
  const tokens = join(import.meta.dirname, '..', '.cache', 'examples', `${process.pid}.json`)
  const environment = { ...tenant.environment, EXAMPLE_TOKENS: tokens }
  const main = join(import.meta.dirname, 'examples', name, 'main.ts')
  console.log(
    `\nCodes  ${tenant.inbox}\n\n${says} Your browser will warn about the certificate: click through.\n`,
  )
  try {
    const run = (args: string[]) => runProgram(main, args, environment)
    process.exitCode = await (name === 'cli' ? commandLoop(run) : run([]))
  } finally {
    // The next tenant is a new one, and knows nobody from before.
    rmSync(tokens, { force: true })
    await tenant.stop()
  }
}

await command.parseAsync().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
})
