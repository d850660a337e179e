import { build } from 'esbuild'
import ts from 'typescript'

import { actionNames, bundling } from '../build.ts'
import { buildFor, parseCountries } from '../build-countries.ts'

/** A place in an Action's bundle from which something outside is called. */
export type OutsideCallSite = {
  action: string
  /** Its name in errors and logs: `at` of the request. */
  call: string
  /** The source it comes from, e.g. `lib/adapters/key-set.ts`. */
  file: string
  /** Which answers the code asks for once more. */
  retry: Retry
}

const RETRIES = ['never', 'on_429', 'on_429_or_5xx'] as const
export type Retry = (typeof RETRIES)[number]

/** A bundle as it is built for Auth0, but for names and white space. */
export type ReadableBundle = { action: string; code: string }

/** Bundles every Action as the build does, tree-shaken alike, so that a person, or a parser, can read it. */
export function readableBundles(): Promise<ReadableBundle[]> {
  const plugin = buildFor(parseCountries(undefined))
  return Promise.all(
    actionNames().map(async (action) => {
      const { outputFiles } = await build({
        ...bundling(plugin),
        ...{ minify: false, minifySyntax: true },
        entryPoints: [`actions/${action}.ts`],
      })
      return { action, code: outputFiles[0]?.text ?? '' }
    }),
  )
}

/**
 * The outside calls that a bundle holds, wherever they are made: whatever says `at` and `retry` is a request to the
 * outside.
 * @throws Error for one whose name or retries are not written out, since nobody could tell what it is
 */
export function outsideCallsIn(bundle: ReadableBundle): OutsideCallSite[] {
  const { action, code } = bundle
  return nodesOf(bundle).flatMap((node) => {
    if (!ts.isObjectLiteralExpression(node)) return []
    const [call, retry] = [propertyOf(node, 'at'), propertyOf(node, 'retry')]
    return call && retry ? [readSite(node, textOf(call), textOf(retry))] : []
  })

  function readSite(node: ts.Node, call: string | undefined, word: string | undefined): OutsideCallSite {
    const file = fileAt(code, node.getStart())
    const retry = RETRIES.find((one) => one === word)
    if (call === undefined || retry === undefined) {
      throw new Error(
        `${file} calls something outside in ${action} without writing out its name and retries.`,
      )
    }
    return { action, call, file, retry }
  }
}

/** How often a bundle reaches for the network: one door, through which all calls go. */
export function doorsIn(bundle: ReadableBundle): string[] {
  return nodesOf(bundle)
    .filter((node) => {
      const isFetch = ts.isIdentifier(node) && node.text === 'fetch' && !isPropertyName(node)
      const isModule =
        ts.isStringLiteralLike(node) && /^(node:)?(https?|http2|net|tls|dgram|dns)$/.test(node.text)
      return isFetch || (isModule && isRequired(node))
    })
    .map((node) => fileAt(bundle.code, node.getStart()))
}

/** Everything that a bundle is written with, from its beginning to its end. */
function nodesOf({ action, code }: ReadableBundle): ts.Node[] {
  const nodes: ts.Node[] = []
  visit(ts.createSourceFile(`${action}.js`, code, ts.ScriptTarget.Latest, true))
  return nodes

  function visit(node: ts.Node): void {
    nodes.push(node)
    node.forEachChild(visit)
  }
}

function propertyOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = node.properties.find((each) => each.name?.getText().replace(/['"]/g, '') === name)
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined
}

function textOf(node: ts.Expression): string | undefined {
  return ts.isStringLiteralLike(node) ? node.text : undefined
}

function isPropertyName({ parent, text }: ts.Identifier): boolean {
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name.text === text
  return isMember || (ts.isPropertyAssignment(parent) && parent.name.getText() === text)
}

function isRequired({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && parent.expression.getText() === 'require'
}

/** esbuild writes the path of every source above what it has taken from it. */
function fileAt(code: string, position: number): string {
  return /^\/\/ (\S+)$/m.exec(code.slice(0, position).split('\n').reverse().join('\n'))?.[1] ?? '(unknown)'
}
