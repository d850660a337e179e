import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port that is free, for a program that is to be told one. No system hands it out by itself (Linux does from 32768 on,
 * the others from 49152 on), so that nothing that asks for any port takes it before the program does.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 30_000)
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (!isInUse(error)) throw error
    return freePort()
  }
  server.close()
  await once(server, 'close')
  return port
}

const isInUse = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
