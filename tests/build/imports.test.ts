import ts from 'typescript'

import type { Import } from '../support/source.ts'
import { importsOf, parseSource, parseText, sourcesBelow, walk } from '../support/source.ts'

/** Who may import whom. A folder's files may import what one of its patterns matches. */
const MAY_IMPORT: { folder: string; allowed: RegExp[]; allowedTypes?: RegExp[] }[] = [
  { folder: 'lib/core', allowed: [/^lib\/core\//] },
  // Hashing is arithmetic; no other built-in is.
  { folder: 'lib/protocol', allowed: [/^lib\/(core|protocol)\//, /^node:crypto$/] },
  { folder: 'lib/texts', allowed: [/^lib\/texts\//] },
  // What Actions carry: without the words of Forms, which only the build needs.
  { folder: 'lib/texts/notice', allowed: [/^lib\/texts\/(notice\/|fill\.ts$)/] },
  { folder: 'lib/flows', allowed: [/^lib\/(core|protocol|flows)\//, /^lib\/ports\.ts$/] },
  {
    folder: 'lib/adapters',
    allowed: [
      /^lib\/(core|protocol|adapters|texts\/notice)\//,
      /^lib\/(ports|errors)\.ts$/,
      /^node:/,
      /^jose(\/errors)?$/,
      /^libphonenumber-js\/(core|max\/metadata)$/,
    ],
    allowedTypes: [/^lib\/settings\.ts$/],
  },
  // Words and nothing else; what the Forms say is built into the Forms, not into the Actions.
  { folder: 'lib/texts', allowed: [/^lib\/texts\//, /^lib\/core\//] },
  { folder: 'lib', allowed: [/^lib\//, /^node:/, /^jose(\/errors)?$/, /^libphonenumber-js\//] },
  { folder: 'actions', allowed: [/^lib\//] },
  { folder: 'scripts/local-tenant', allowed: [/^scripts\/local-tenant\//, /^node:/, /^[@a-z]/] },
]

const OURS = /^(actions|lib|scripts|tests|dist)(\/|$)/

function forbidden(folder: (typeof MAY_IMPORT)[number], { from, typeOnly }: Import): boolean {
  const allowed = [...folder.allowed, ...(typeOnly ? (folder.allowedTypes ?? []) : [])]
  // A package name never looks like one of our own folders.
  const matching = OURS.test(from) ? allowed.filter((pattern) => pattern.source !== '^[@a-z]') : allowed
  return !matching.some((pattern) => pattern.test(from))
}

describe('imports keep the layers', () => {
  test.each(MAY_IMPORT.map((rule) => [rule.folder, rule] as const))('%s', (folder, rule) => {
    const sources = sourcesBelow(folder)
    expect(sources.length).toBeGreaterThan(0)
    const broken = sources.flatMap((path) =>
      importsOf(parseSource(path))
        .filter((found) => forbidden(rule, found))
        .map(({ from }) => `${path} imports ${from}`),
    )
    expect(broken).toEqual([])
  })

  test('the rule sees every way to import', () => {
    const text = `
      import { a } from '../../lib/core/x.ts'
      import type { b } from '../../lib/flows/y.ts'
      export * from '../../actions/z.ts'
      type C = import('../../lib/ports.ts').Clock
      const d = await import('jose')
      const e = require('fs')
      const f = await import(a)`
    expect(importsOf(parseText('scripts/local-tenant/probe.ts', text))).toEqual([
      { from: 'lib/core/x.ts', typeOnly: false },
      { from: 'lib/flows/y.ts', typeOnly: true },
      { from: 'actions/z.ts', typeOnly: false },
      { from: 'lib/ports.ts', typeOnly: true },
      { from: 'jose', typeOnly: false },
      { from: 'fs', typeOnly: false },
      { from: '(not a literal)', typeOnly: false },
    ])
  })
})

/** What a pure file does not do: wait, or reach for the time, for chance, or for the world. */
function impurities(source: ts.SourceFile): string[] {
  const found: string[] = []
  const worldly = ['fetch', 'process', 'console', 'setTimeout', 'performance', 'globalThis', 'crypto']
  walk(source, (node) => {
    if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword) found.push('async')
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      found.push('new Date()')
    }
    if (ts.isPropertyAccessExpression(node)) {
      const text = node.getText()
      if (['Date.now', 'Math.random'].includes(text)) found.push(text)
    }
    const isValue = ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node.parent)
    const isReceiver =
      ts.isIdentifier(node) && ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node
    if ((isValue || isReceiver) && worldly.includes(node.text)) found.push(node.text)
  })
  return found
}

describe.each(['lib/core', 'lib/protocol', 'lib/texts'])('%s is pure', (folder) => {
  test.each(sourcesBelow(folder))('%s', (path) => {
    expect(impurities(parseSource(path))).toEqual([])
  })
})

test('impurity is seen', () => {
  const text = `
    async function f() { await fetch('x') }
    const a = [new Date(), Date.now(), Math.random(), process.env, console.log('x')]
    const fine = [new Date(0), Math.floor(1)]`
  expect(impurities(parseText('probe.ts', text))).toEqual(
    expect.arrayContaining(['async', 'fetch', 'new Date()', 'Date.now', 'Math.random', 'process', 'console']),
  )
  expect(impurities(parseText('probe.ts', 'const fine = [new Date(0), Math.floor(1)]'))).toEqual([])
})

test('every file in actions/ stays within 40 lines', () => {
  const long = sourcesBelow('actions').filter((path) => parseSource(path).getLineStarts().length - 1 > 40)
  expect(long).toEqual([])
})
