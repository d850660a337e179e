import { InvalidArgumentError, Option } from 'commander'

/** The port of the local tenant. */
export function portOption(): Option {
  return new Option('--port <port>', 'port of the tenant').argParser(readPort).default(3443)
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new InvalidArgumentError('A port is 1 to 65535.')
  return port
}
