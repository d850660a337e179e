import ts from 'typescript'
import type { Declarations } from './declarations.ts'

export type Schema = { [keyword: string]: unknown }

/** Words that declarations use and declare nowhere. */
const KNOWN: { [name: string]: Schema } = { Date: { type: 'string' }, JsonValue: {} }

/**
 * Makes JSON schemas of types, each named one under `$defs`, so that what a package says of an answer can be held
 * against an answer. Objects are closed, as a key that the package does not know is one that nobody has described.
 *
 * @param namespace how the declarations name their own file, e.g. `Management`
 */
export function createSchemas(declarations: Declarations, namespace: string) {
  const defs: { [name: string]: Schema } = {}

  /** A reference to the schema of a named type. */
  function named(name: string): Schema {
    if (!(name in defs)) {
      const declared = declarations.types.get(name)
      if (declared === undefined) return KNOWN[name] ?? unknownType(name)
      // Named before it is made: types refer to themselves.
      defs[name] = {}
      const { node, scope } = declared
      defs[name] = ts.isInterfaceDeclaration(node) ? object(members(node), scope) : schemaOf(node.type, scope)
    }
    return { $ref: `#/$defs/${encodeURIComponent(name)}` }
  }

  /** An interface's own members and those of what it extends. */
  function members(node: ts.InterfaceDeclaration): readonly ts.TypeElement[] {
    const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types)
    const inherited = bases.flatMap(({ expression }) => {
      const base = declarations.types.get(withoutNamespace(expression.getText()))?.node
      return base && ts.isInterfaceDeclaration(base) ? members(base) : []
    })
    return [...inherited, ...node.members]
  }

  function object(elements: readonly ts.TypeElement[], scope: string): Schema {
    const properties: { [name: string]: Schema } = {}
    const required: string[] = []
    let rest: Schema | false = false
    for (const element of elements) {
      if (ts.isIndexSignatureDeclaration(element)) rest = schemaOf(element.type, scope)
      if (!ts.isPropertySignature(element) || element.type === undefined) continue
      const name = ts.isStringLiteral(element.name) ? element.name.text : element.name.getText()
      properties[name] = schemaOf(element.type, scope)
      if (element.questionToken === undefined && !allowsNothing(element.type)) required.push(name)
    }
    return { type: 'object', properties, required, additionalProperties: rest }
  }

  function schemaOf(node: ts.TypeNode, scope: string): Schema {
    if (ts.isParenthesizedTypeNode(node)) return schemaOf(node.type, scope)
    if (ts.isTypeOperatorNode(node)) return schemaOf(node.type, scope)
    if (ts.isArrayTypeNode(node)) return { type: 'array', items: schemaOf(node.elementType, scope) }
    if (ts.isTypeLiteralNode(node)) return object(node.members, scope)
    if (ts.isLiteralTypeNode(node)) return literal(node)
    if (ts.isIndexedAccessTypeNode(node)) return enumeration(node, scope)
    if (ts.isTypeReferenceNode(node)) return reference(node, scope)
    if (ts.isUnionTypeNode(node)) {
      const kinds = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword)
      return { anyOf: kinds.map((each) => schemaOf(each, scope)) }
    }
    if (ts.isIntersectionTypeNode(node)) return { allOf: node.types.map((each) => schemaOf(each, scope)) }
    return keyword(node)
  }

  function reference(node: ts.TypeReferenceNode, scope: string): Schema {
    const name = withoutNamespace(node.typeName.getText())
    const [first, second] = node.typeArguments ?? []
    if (name === 'Record' && second) return { type: 'object', additionalProperties: schemaOf(second, scope) }
    // Which letters a text has is not what is looked at.
    if (name === 'Lowercase') return { type: 'string' }
    if (/^(Readonly)?Array$/.test(name) && first) return { type: 'array', items: schemaOf(first, scope) }
    return named(declarations.types.has(`${scope}${name}`) ? `${scope}${name}` : name)
  }

  /** `(typeof Names)[keyof typeof Names]` */
  function enumeration(node: ts.IndexedAccessTypeNode, scope: string): Schema {
    const name = withoutNamespace(/typeof ([\w.]+)/.exec(node.getText())?.[1] ?? '')
    const texts = declarations.texts.get(`${scope}${name}`) ?? declarations.texts.get(name)
    return texts === undefined ? unknownType(node.getText()) : { enum: texts }
  }

  function withoutNamespace(name: string): string {
    return name.startsWith(`${namespace}.`) ? name.slice(namespace.length + 1) : name
  }

  return { defs, named }
}

function keyword({ kind }: ts.TypeNode): Schema {
  if (kind === ts.SyntaxKind.StringKeyword) return { type: 'string' }
  if (kind === ts.SyntaxKind.NumberKeyword) return { type: 'number' }
  if (kind === ts.SyntaxKind.BooleanKeyword) return { type: 'boolean' }
  if (kind === ts.SyntaxKind.ObjectKeyword) return { type: 'object' }
  return {}
}

function literal({ literal: value }: ts.LiteralTypeNode): Schema {
  if (value.kind === ts.SyntaxKind.NullKeyword) return { type: 'null' }
  if (value.kind === ts.SyntaxKind.TrueKeyword) return { const: true }
  if (value.kind === ts.SyntaxKind.FalseKeyword) return { const: false }
  return ts.isStringLiteral(value) ? { const: value.text } : { const: Number(value.getText()) }
}

function allowsNothing(node: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(node)) return allowsNothing(node.type)
  return ts.isUnionTypeNode(node) && node.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword)
}

function unknownType(name: string): never {
  throw new Error(`The type ${name} is declared nowhere: teach scripts/fidelity/types to read it.`)
}
