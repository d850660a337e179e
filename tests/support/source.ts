import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'

import ts from 'typescript'

export const ROOT = join(__dirname, '../..')

/** One module specifier of a source file. `from` is relative to the root for our own files. */
export type Import = { from: string; typeOnly: boolean }

/** Paths of all TypeScript sources below a folder, relative to the root, with forward slashes. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

export function parseSource(path: string): ts.SourceFile {
  return parseText(path, readFileSync(join(ROOT, path), 'utf8'))
}

export function parseText(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
}

/** Every import, export-from, dynamic import and `import('…')` type of a file. */
export function importsOf(source: ts.SourceFile): Import[] {
  const found: Import[] = []
  walk(source, (node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node))
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly)
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    if (ts.isCallExpression(node) && isLoad(node)) add(node.arguments[0], false)
  })
  return found

  function add(specifier: ts.Node | undefined, typeOnly: boolean): void {
    const from = specifier && ts.isStringLiteralLike(specifier) ? specifier.text : '(not a literal)'
    found.push({ from: from.startsWith('.') ? posix.join(dirname(source.fileName), from) : from, typeOnly })
  }
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  node.forEachChild((child) => walk(child, visit))
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}

function isLoad(node: ts.CallExpression): boolean {
  return (
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require')
  )
}
