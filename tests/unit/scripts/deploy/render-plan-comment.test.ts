import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { asCode, asText } from '../../../../scripts/deploy/github-markdown.ts'
import type { ShownPlan } from '../../../../scripts/deploy/plan.ts'
import { COMMENT_MARK, renderPlanComment } from '../../../../scripts/deploy/render-plan-comment.ts'

const PLAN: ShownPlan = {
  tenant: 'acme.eu.auth0.com',
  changes: 2,
  items: [
    { type: 'Action', name: 'phone-gate', change: 'create', details: [] },
    { type: 'Connection', name: 'sms', change: 'change', details: ['opened to “Acme Shop”'] },
    { type: 'Form', name: 'Phone Linking Offer', change: 'keep', details: [] },
  ],
  bindings: {
    'post-login': { before: ['theirs'], after: ['phone-challenge', 'theirs'] },
    'custom-phone-provider': { before: ['sms-provider'], after: ['sms-provider'] },
  },
  notes: ['People who sign in by phone alone: 3.'],
}
const EMPTY: ShownPlan = { tenant: 'acme.eu.auth0.com', changes: 0, items: [], bindings: {}, notes: [] }

// As GitHub reads comments: HTML is let through, and addresses become links.
const github = new MarkdownIt({ html: true, linkify: true })
const pageOf = (plan: ShownPlan) => github.render(renderPlanComment(plan))

describe('the comment', () => {
  test('says what is created, changed and kept, and in which order Actions run', () => {
    expect(renderPlanComment(PLAN)).toBe(
      [
        '<!-- phone-linking-plan -->',
        '',
        '### Phone linking: 2 changes in `acme.eu.auth0.com`',
        '',
        '- **create** Action `phone-gate`',
        '- **change** Connection `sms`',
        '  - opened to “Acme Shop”',
        '',
        '**Order of Actions**',
        '',
        '- `post-login`',
        '  - before: `theirs`',
        '  - after: `phone-challenge`, `theirs`',
        '',
        '**To know**',
        '',
        '- People who sign in by phone alone\\: 3\\.',
        '',
        '<details><summary>1 kept as they are</summary>',
        '',
        '- Form `Phone Linking Offer`',
        '',
        '</details>',
      ].join('\n'),
    )
  })

  test('says that there is nothing to change', () => {
    expect(renderPlanComment(EMPTY)).toBe(
      `${COMMENT_MARK}\n\n### Phone linking: nothing to change in \`acme.eu.auth0.com\``,
    )
  })

  test('says that nothing ran before', () => {
    const bindings = { 'post-login': { before: [], after: ['phone-challenge'] } }
    expect(renderPlanComment({ ...EMPTY, bindings })).toContain(
      '  - before: none\n  - after: `phone-challenge`',
    )
  })
})

const ODD = [
  '<img src=x onerror=alert(1)>',
  '</details><script>alert(1)</script>',
  '`code` ``and`` ```more```',
  '`',
  '**bold** _thin_ ~~gone~~',
  '[here](https://evil.example)',
  '![picture](https://evil.example/x.png)',
  'https://evil.example/path?x=1 www.evil.example ann@evil.example',
  '@octocat and @org/team',
  'fixes #1, other/repo#2',
  '| a | b |',
  '1. one',
  '# heading',
  '--- a\n\n---\n\n> quote',
  '&lt;b&gt; &amp; &#60;',
  '\\`back\\slash\\',
  '<!-- phone-linking-plan -->',
  '::error::x',
  '${{ secrets.AUTH0_CLIENT_SECRET }}',
  '$(id) `id`',
  '\u202Eesrever\u202C',
  'zero\u200Bwidth',
]

/** What a page says, without its tags. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u200B', '')
    .trim()

/** As it is shown: in one line, with what cannot be seen as its number. */
const shown = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\u202A-\u202E\u200B]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .trim()

describe('a name or a sentence of others is shown as it is, and means nothing', () => {
  test.each(ODD)('as code: %j', (odd) => {
    const html = github.render(`- ${asCode(odd)}`)
    expect(html).toMatch(/^<ul>\n<li><code>[^<>]*<\/code><\/li>\n<\/ul>\n$/)
    expect(textOf(html)).toBe(shown(odd))
  })

  test.each(ODD)('as text: %j', (odd) => {
    const html = github.render(`- ${asText(odd)}`)
    expect(html).toMatch(/^<ul>\n<li>[^<>]*<\/li>\n<\/ul>\n$/)
    expect(textOf(html)).toBe(shown(odd))
    // GitHub looks for people and issues in the finished text.
    expect(html).not.toMatch(/[@#][a-z0-9]/i)
  })

  test.each(ODD)('wherever it stands in a plan: %j', (odd) => {
    const item = { type: odd, name: odd, details: [odd] }
    const plan: ShownPlan = {
      ...{ tenant: odd, changes: 1, notes: [odd] },
      items: [
        { ...item, change: 'change' },
        { ...item, change: 'keep' },
      ],
      bindings: { [odd]: { before: [odd], after: [odd, odd] } },
    }
    const tags = new Set(pageOf(plan).match(/<\/?[a-z][^>]*>/g))
    const plain = new Set(
      ['ul', 'li', 'p', 'h3', 'strong', 'code', 'details', 'summary'].flatMap((tag) => [
        `<${tag}>`,
        `</${tag}>`,
      ]),
    )
    expect([...tags].filter((tag) => !plain.has(tag))).toEqual([])
    expect(renderPlanComment(plan).startsWith(`${COMMENT_MARK}\n`)).toBe(true)
  })

  test('an empty name is named', () => {
    expect(asCode(' ')).toBe('(no name)')
  })

  test('a very long one is cut, and no character in half', () => {
    expect(asCode('😀'.repeat(400))).toBe(`\`${'😀'.repeat(300)}…\``)
  })
})

describe('a plan that is too long for a comment', () => {
  const many = (count: number, change: 'change' | 'keep') =>
    Array.from({ length: count }, (_, index) => ({
      ...{ type: 'Application', name: `${index} ${'電'.repeat(100)}`, change, details: [] },
    }))
  const END = 'The plan is longer than a comment may be: `npm run deploy -- --dry-run` shows all of it.'

  test('goes without what is kept', () => {
    const text = renderPlanComment({ ...PLAN, items: [...PLAN.items, ...many(300, 'keep')] })
    expect(text).toContain('- **create** Action `phone-gate`')
    expect(text).toContain('- People who sign in by phone alone')
    expect(text).not.toContain('<details>')
    expect(text.endsWith(`\n\n${END}`)).toBe(true)
  })

  test('shows as many whole lines as fit', () => {
    const text = renderPlanComment({ ...PLAN, items: many(300, 'change') })
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000)
    expect(Buffer.byteLength(text)).toBeGreaterThan(59_000)
    const lines = text.slice(0, -END.length).trimEnd().split('\n')
    expect(lines.at(-1)).toMatch(/^- \*\*change\*\* Application `\d+ 電{100}`$/)
  })
})

describe('the script', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const script = (args: string[], input = '') =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/deploy/plan-comment.ts', ...args], {
      ...{ cwd: join(__dirname, '../../../..'), input, encoding: 'utf8' },
    })

  test('reads a file, or what is piped in', () => {
    const file = join(folder, 'plan.json')
    writeFileSync(file, JSON.stringify(PLAN))
    const expected = { status: 0, stdout: `${renderPlanComment(PLAN)}\n`, stderr: '' }
    expect(script([file])).toMatchObject(expected)
    expect(script([], JSON.stringify(PLAN))).toMatchObject(expected)
  })

  test.each(['', '{"tenant":"acme.eu.auth0.com"}'])('refuses what is no plan: %j', (text) => {
    expect(script([], text)).toMatchObject({
      ...{ status: 1, stdout: '', stderr: 'What is piped in is no plan of npm run deploy.\n' },
    })
  })
})
