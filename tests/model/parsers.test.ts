import fc from 'fast-check'
import { judgeTypedNumber } from '../../lib/adapters/typed-number.ts'
import { SettingsError } from '../../lib/errors.ts'
import {
  parseGateSettings,
  parseNoticeSettings,
  parsePromptSettings,
  parseSettings,
  parseStepUpSettings,
} from '../../lib/settings.ts'
import { SETTINGS } from '../../lib/settings-catalogue.ts'
import { parseSmsSettings } from '../../lib/sms-settings.ts'
import { parseSource, sourcesBelow } from '../support/source.ts'
import { anything, PARSERS } from './support/parser-table.ts'

const seed = Number(process.env['MODEL_SEED'] ?? Date.now() % 0x7fffffff)
const RUNS = 1500
/** Milliseconds for all of its runs together: none of them hangs. */
const LIMIT = 20_000

function exportedParsers(): string[] {
  return ['lib/core', 'lib/protocol'].flatMap(sourcesBelow).flatMap((path) => {
    const text = parseSource(path).getFullText()
    return [...text.matchAll(/^export (?:async )?(?:function|const) (parse\w+)/gm)].map(
      ([, name = '']) => name,
    )
  })
}

test('every parser of lib/core and lib/protocol is asked', () => {
  expect(Object.keys(PARSERS).sort()).toEqual(exportedParsers().sort())
})

test.each(Object.entries(PARSERS))(
  '%s throws at nothing that may come',
  (_name, property) => {
    fc.assert(property, { seed, numRuns: RUNS })
  },
  LIMIT,
)

const SETTINGS_READERS = {
  parseSettings,
  parseStepUpSettings,
  parsePromptSettings,
  parseNoticeSettings,
  parseGateSettings,
  parseSmsSettings,
}

test.each(Object.entries(SETTINGS_READERS))(
  '%s gives settings, or a SettingsError that tells no secret’s value',
  (_name, parse) => {
    const value = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.constantFrom(
        'on',
        'off',
        'none',
        'DE',
        'allow',
        'offer',
        'acme.eu.auth0.com',
        'https://example.com',
      ),
    )
    const secrets = fc.dictionary(fc.constantFrom(...Object.keys(SETTINGS)), value, { maxKeys: 30 })
    fc.assert(
      fc.property(secrets, (given) => {
        const key = 'a value that is to stay where it is'
        try {
          parse({ ...given, COMPANION_CLIENT_SECRET: key, FINGERPRINT_KEY: 'short but secret' })
        } catch (error) {
          if (!(error instanceof SettingsError)) throw error
          expect(error.message).not.toContain(key)
          expect(error.message).not.toContain('short but secret')
          expect(error.problems.length).toBeGreaterThan(0)
        }
      }),
      { seed, numRuns: 300 },
    )
  },
  LIMIT,
)

test(
  'what is typed into the field for a number is a number in E.164, or refused',
  () => {
    const digits = fc.stringMatching(/^\+?[0-9 ()/.-]{0,24}$/)
    const field = fc.record(
      {
        international_number: digits,
        national_number: digits,
        country_code_iso: fc.string({ maxLength: 3 }),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(digits, field, anything), (typed) => {
        const verdict = judgeTypedNumber(typed, { countries: ['DE', 'GB'], kinds: ['mobile'] })
        if (verdict.kind === 'number') expect(verdict.phone).toMatch(/^\+(44|49)\d{6,13}$/)
      }),
      { seed, numRuns: RUNS },
    )
  },
  LIMIT,
)
