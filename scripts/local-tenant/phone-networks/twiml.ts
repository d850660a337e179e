import { SaxesParser } from 'saxes'

/** What Twilio says when it cannot read what it was given to say. */
export const APPLICATION_ERROR = 'We are sorry, an application error has occurred. Goodbye.'

/**
 * What a call with this TwiML says: the words of every `<Say>`, one after the other.
 * Source: https://www.twilio.com/docs/voice/twiml/say.
 */
export function spokenBy(twiml: string): string {
  const open: string[] = []
  const said: string[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name }) => {
    open.push(name)
    if (name === 'Say') said.push('')
  })
  parser.on('closetag', () => void open.pop())
  parser.on('text', (text) => {
    if (open.at(-1) === 'Say') said.push((said.pop() ?? '') + text)
  })
  parser.on('opentagstart', ({ name }) => {
    if ((open.length === 0) !== (name === 'Response')) throw new Error('The root of TwiML is Response.')
  })
  try {
    parser.write(twiml).close()
  } catch {
    return APPLICATION_ERROR
  }
  return said.join(' ')
}
