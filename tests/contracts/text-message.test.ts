import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Liquid } from 'liquidjs'
import { parse } from 'yaml'

// What a phone shows, from the template that is deployed. R50 for other languages waits for templates in them.

const root = join(__dirname, '..', '..')
const { connections } = parse(readFileSync(join(root, 'tenant.yaml'), 'utf8')) as {
  connections: {
    name: string
    options: { template: string; syntax: string; totp: { time_step: number; length: number } }
  }[]
}
const options = connections.find(({ name }) => name === 'sms')?.options
const HOST = 'login.a-rather-long-company.example.com'
const CODE = '042137'

/** As the import and then Auth0 fill it in. */
function textOf(brand = 'Example', host = HOST): string {
  const template = (options?.template ?? '')
    .replaceAll('##BRAND##', brand)
    .replaceAll(/##SMS_DOMAIN##/g, host)
  return String(new Liquid().parseAndRenderSync(template, { code: CODE }))
}

// GSM 03.38, the basic table; all that follows costs one septet each.
const GSM7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

describe('R50 the text message', () => {
  test('is one segment of the basic GSM alphabet, with a long brand and a long host', () => {
    for (const text of [textOf(), textOf('A Rather Long Company Name')]) {
      expect([...text].filter((letter) => !GSM7.includes(letter))).toEqual([])
      expect(text.length).toBeLessThanOrEqual(160)
    }
  })

  test('names the brand and what the code is, before anything else', () => {
    expect(textOf().split('\n')[0]).toMatch(/^042137 is your Example code\b/)
  })

  test('says how long the code works, which is how long it does', () => {
    expect(options?.syntax).toBe('liquid')
    expect(textOf()).toContain(`works for ${(options?.totp.time_step ?? 0) / 60} minutes`)
  })

  test('says not to share it', () => {
    expect(textOf()).toMatch(/do not share/i)
  })

  test('has no link, and nothing else is left to fill in', () => {
    expect(textOf()).not.toMatch(/https?:|www\.|\w\/\w|\{\{|##|@@/)
    // The host appears where a phone reads it, not where a person would tap it.
    expect(textOf().split(HOST)).toHaveLength(2)
  })

  test('ends with a line that binds the code to the host, and a blank line before it', () => {
    expect(textOf().split('\n').slice(-2)).toEqual(['', `@${HOST} #${CODE}`])
  })
})
