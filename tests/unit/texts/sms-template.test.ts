import { buildSmsTemplate } from '../../../scripts/texts/build-sms-template.ts'
import { buildVoiceTemplate } from '../../../scripts/texts/build-voice-template.ts'
import { fillKeywords } from '../../../scripts/import/keywords.ts'
import { brandOf, hostOf } from './support/rendering.ts'

// auth0/docs-v2, customize/phone-messages/phone-templates/supported-liquid-syntax
const TAGS = [
  ...[
    'for',
    'endfor',
    'cycle',
    'tablerow',
    'endtablerow',
    'if',
    'endif',
    'unless',
    'endunless',
    'elsif',
    'else',
  ],
  ...['case', 'when', 'endcase', 'assign', 'increment', 'decrement', 'include', 'layout', 'raw', 'comment'],
]
const FILTERS = [
  ...[
    'append',
    'prepend',
    'capitalize',
    'upcase',
    'downcase',
    'strip',
    'lstrip',
    'rstrip',
    'strip_newlines',
    'split',
  ],
  ...[
    'replace',
    'replace_first',
    'remove',
    'remove_first',
    'truncate',
    'truncatewords',
    'escape',
    'escape_once',
  ],
  ...['slice', 'map', 'sort', 'sort_natural', 'first', 'last', 'join', 'reverse', 'size', 'date', 'default'],
]

const matches = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name)),
]

describe.each([
  // The Management API: 5120 characters for the template of an sms connection, 20,000 for that of phone messages.
  ['text message', buildSmsTemplate({ brand: brandOf(31), host: hostOf(4) }), 5120],
  ['call', buildVoiceTemplate({ brand: brandOf(31), lifetimeMinutes: 10 }), 20_000],
])('R50 the template of a %s', (_, template, limit) => {
  test(`has at most ${limit} characters`, () => {
    expect(template.length).toBeLessThanOrEqual(limit)
    expect(Buffer.byteLength(template)).toBeLessThanOrEqual(limit)
  })

  test('uses only tags and filters that Auth0 supports', () => {
    const code = template.replaceAll(/'[^']*'/g, "''")
    expect(matches(code, /\{%-?\s*(\w+)/g).filter((tag) => !TAGS.includes(tag ?? ''))).toEqual([])
    expect(matches(code, /\|\s*(\w+)/g).filter((filter) => !FILTERS.includes(filter ?? ''))).toEqual([])
  })

  test('renders only the code', () => {
    const outputs = matches(template, /\{\{(.*?)\}\}/g)
    expect(outputs.filter((output) => !/^ (code|digits \| join: '[,，、،] ?') $/.test(output ?? ''))).toEqual(
      [],
    )
  })

  test('has nothing that a keyword would be filled into, and is itself one that can be filled in', () => {
    expect(template).not.toMatch(/##|@@/)
    expect(fillKeywords({ template: '##SMS_TEXT##' }, { SMS_TEXT: template })).toEqual({ template })
  })
})
