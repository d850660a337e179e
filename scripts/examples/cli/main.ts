import type { Command } from 'commander'
import { accountLines, outcomeLine, problemLine } from '../account-lines.ts'
import { exampleCommand } from '../example-command.ts'
import type { ExampleOptions } from '../example-command.ts'
import { createNativeApp } from '../native/native-app.ts'
import { openSystemBrowser } from '../native/system-browser.ts'
import { connectTenant } from '../native/tenant.ts'
import { tokenFile } from '../native/token-file.ts'
import { addPhoneInTerminal, signInInTerminal } from './in-terminal.ts'
import { openTerminal } from './terminal.ts'

type Way = { inTerminal?: boolean }

const program = exampleCommand('phone-cli', 'A terminal program whose account can have a phone.')

/** Everything the commands work with; the terminal is closed when the command is over, so that the program ends. */
async function withWorld(command: Command, run: (world: World) => Promise<string[]>): Promise<void> {
  const { domain, clientId, tokens } = command.optsWithGlobals<ExampleOptions>()
  const terminal = openTerminal(process.stdin, process.stdout)
  try {
    const address = { domain, clientId }
    const tenant = await connectTenant(address)
    const store = tokenFile(tokens)
    const app = createNativeApp(tenant, store, openSystemBrowser)
    for (const line of await run({ address, tenant, store, terminal, app })) terminal.say(line)
  } finally {
    terminal.close()
  }
}

type World = Parameters<typeof signInInTerminal>[0] & { app: ReturnType<typeof createNativeApp> }

const IN_TERMINAL = ['--in-terminal', 'type the codes here instead of in the browser'] as const

program
  .command('sign-in')
  .description('sign in with a code by email')
  .option(...IN_TERMINAL)
  .action(({ inTerminal }: Way, command: Command) =>
    withWorld(command, async (world) =>
      accountLines(await (inTerminal === true ? signInInTerminal(world) : world.app.signIn())),
    ),
  )

program
  .command('add-phone')
  .description('add a mobile number to the account that is signed in')
  .option(...IN_TERMINAL)
  .action(({ inTerminal }: Way, command: Command) =>
    withWorld(command, async (world) => [
      outcomeLine(await (inTerminal === true ? addPhoneInTerminal(world, new Date()) : world.app.addPhone())),
    ]),
  )

program
  .command('who-am-i')
  .description('show the account as the tenant has it now')
  .action((_options: object, command: Command) =>
    withWorld(command, async ({ app }) => accountLines(await app.refresh())),
  )

program
  .command('sign-out')
  .description('forget the login')
  .action((_options: object, command: Command) =>
    withWorld(command, async ({ app }) => {
      await app.signOut()
      return ['Signed out here. Your browser may still be signed in at the tenant.']
    }),
  )

await program.parseAsync().catch((error: unknown) => {
  console.error(`✗ ${problemLine(error)}`)
  process.exitCode = 1
})
