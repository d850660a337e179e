import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { endProcess } from './commands/end-process.ts'
import { playDemo } from './demo/play-demo.ts'

function port(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 65_535)
    throw new InvalidArgumentError('A port is 1 to 65535.')
  return value
}

const {
  port: tenantPort,
  appPort,
  auto,
} = new Command('npm run demo --')
  .description('Starts a local tenant with phone linking and an app to try it with.')
  .option('--port <port>', 'port of the tenant', port, 3443)
  .option('--app-port <port>', 'port of the app', port, 3000)
  .option('--auto', 'play the journey in a browser without a window, check it, and exit', false)
  .parse()
  .opts<{ port: number; appPort: number; auto: boolean }>()

process.exitCode = await playDemo({
  tenantPort,
  appPort,
  auto,
  screenshotFolder: join(import.meta.dirname, '..', '.cache', 'demo'),
})
endProcess()
