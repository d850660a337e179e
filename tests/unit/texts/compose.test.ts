import { LANGUAGES } from '../../../lib/texts/notice/language.ts'
import type { NoticeFacts } from '../../../lib/texts/notice/compose.ts'
import { composeNotice } from '../../../lib/texts/notice/compose.ts'

const FACTS: NoticeFacts = {
  change: 'linked',
  language: 'en',
  phone: '••••••56',
  time: 'January 2, 2026 at 3:04 PM UTC',
  country: 'Iceland',
  app: 'Example',
}

test('a notice says what, when and where, and what to do', () => {
  expect(composeNotice(FACTS)).toEqual({
    language: 'en',
    direction: 'ltr',
    subject: 'A phone was added to your Example account',
    headline: 'Your phone has been added',
    what: 'The number ••••••56 was added to your account. From now on, a code sent to it signs you in as well.',
    when: 'When: January 2, 2026 at 3:04 PM UTC. Where: Iceland, judging by the internet connection.',
    todo: 'If this was not you, sign in by email, remove any number that is not yours, and contact support.',
    greeting: 'Hello,',
    closing: 'With kind regards, your Example team',
  })
})

test('where it was is left out when it is not known', () => {
  expect(composeNotice({ ...FACTS, country: undefined }).when).toBe('When: January 2, 2026 at 3:04 PM UTC.')
})

test('with a link beside it, the notice points there', () => {
  const { todo } = composeNotice({ ...FACTS, helpUrl: 'https://example.com/not-me' })
  expect(todo).toBe('If this was not you, please tell us right away through this link:')
})

describe.each(LANGUAGES)('in %s', (language) => {
  test('each change has words of its own, with the number, and without a mark left over', () => {
    const notices = (['linked', 'replaced', 'removed'] as const).map((change) =>
      composeNotice({ ...FACTS, language, change }),
    )
    for (const part of ['subject', 'headline', 'what'] as const) {
      expect(new Set(notices.map((notice) => notice[part])).size).toBe(3)
    }
    for (const notice of notices) {
      expect(notice.what).toContain('••••••56')
      expect(notice.subject).toContain('Example')
      expect(notice.subject.length).toBeLessThanOrEqual(255)
      expect(Object.values(notice).filter((text) => /[{}]/.test(text))).toEqual([])
    }
  })
})

test('Arabic runs from right to left, with every value kept apart', () => {
  const notice = composeNotice({ ...FACTS, language: 'ar' })
  expect(notice.direction).toBe('rtl')
  expect(notice.what).toContain('\u2066••••••56\u2069')
  expect(notice.when).toContain('\u2068January 2, 2026 at 3:04 PM UTC\u2069')
  expect(notice.when).toContain('\u2068Iceland\u2069')
  expect(notice.subject).toContain('\u2068Example\u2069')
})
