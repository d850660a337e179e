import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDemoApp } from './demo-app.ts'
import type { ReadInbox } from './inbox.ts'
import { connectSignIn } from './sign-in.ts'
import type { SignIn, SignInSettings } from './sign-in.ts'

export type RunningApp = { origin: string; stop(): Promise<void> }

/**
 * Starts the demo app on 127.0.0.1.
 *
 * @param settings.port 0 for a free one.
 * @param settings.beforeSignIn runs when the app's origin is known, before it talks to the tenant.
 * @throws an error with `code: 'EADDRINUSE'` when the port is taken.
 */
export async function serveApp(
  settings: Omit<SignInSettings, 'appOrigin'> & {
    port: number
    readInbox: ReadInbox
    beforeSignIn?: (appOrigin: string) => Promise<void>
  },
): Promise<RunningApp> {
  const server = createServer()
  server.listen(settings.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  const stop = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  try {
    await settings.beforeSignIn?.(origin)
    const signIn: SignIn = await connectSignIn({ ...settings, appOrigin: origin })
    server.on('request', createDemoApp(origin, signIn, settings.readInbox))
  } catch (error) {
    await stop()
    throw error
  }
  return { origin, stop }
}
