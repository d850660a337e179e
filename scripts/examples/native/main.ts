import { accountLines, outcomeLine, problemLine } from '../account-lines.ts'
import { exampleCommand } from '../example-command.ts'
import type { ExampleOptions } from '../example-command.ts'
import { createNativeApp } from './native-app.ts'
import { openSystemBrowser } from './system-browser.ts'
import { connectTenant } from './tenant.ts'
import { tokenFile } from './token-file.ts'

/** The whole life of a native app's login, once: sign in, add a phone, refresh, sign out. */
async function run({ domain, clientId, tokens }: ExampleOptions): Promise<void> {
  const tenant = await connectTenant({ domain, clientId })
  const app = createNativeApp(tenant, tokenFile(tokens), openSystemBrowser)
  console.log('1. Sign in with a code by email.')
  show(accountLines(await app.signIn()))
  console.log('2. Add a phone.')
  show([outcomeLine(await app.addPhone())])
  console.log('3. Ask for fresh claims, without a page.')
  show(accountLines(await app.refresh()))
  console.log('4. Sign out.')
  await app.signOut()
}

function show(lines: string[]): void {
  for (const line of lines) console.log(`   ${line}`)
}

await exampleCommand('native', 'Signs in, adds a phone, refreshes and signs out, as a native app does.')
  .action(run)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(`✗ ${problemLine(error)}`)
    process.exitCode = 1
  })
