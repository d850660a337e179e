/** A code, and the host whose pages alone it may be offered to. */
export type OriginBoundCode = { host: string; code: string }

/**
 * Reads a message as a browser does, step by step of https://wicg.github.io/sms-one-time-codes/#parsing; without the
 * host of an embedded page, which we never send.
 *
 * @returns undefined if the message binds no code
 */
export function parseOriginBoundMessage(message: string): OriginBoundCode | undefined {
  const line = message.replaceAll(/\r\n?/g, '\n').split('\n').at(-1) ?? ''
  const host = markedToken(line, 0, '@')
  if (host === undefined || line[host.end] !== ' ') return undefined
  const code = markedToken(line, host.end + 1, '#')
  return code === undefined ? undefined : { host: host.token, code: code.token }
}

/** All up to the next ASCII white space, if the mark comes first. */
function markedToken(line: string, start: number, mark: string): { token: string; end: number } | undefined {
  if (line[start] !== mark) return undefined
  let end = start + 1
  while (end < line.length && !/[\t\n\f\r ]/.test(line[end] ?? '')) end += 1
  return end === start + 1 ? undefined : { token: line.slice(start + 1, end), end }
}
