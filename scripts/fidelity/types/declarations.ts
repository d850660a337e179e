import ts from 'typescript'

/** A type that a declaration file gives a name, and the namespace in which other names are looked for first. */
export type Declared = { node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration; scope: string }

/** What a declaration file declares: types by their full name, and the texts of constants that list texts. */
export type Declarations = { types: Map<string, Declared>; texts: Map<string, string[]> }

/** Reads a file of declarations, without the files that it imports. */
export function readDeclarations(text: string): Declarations {
  const source = ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.Latest, true)
  const found: Declarations = { types: new Map(), texts: new Map() }
  collect(source.statements, '', found)
  return found
}

function collect(statements: readonly ts.Statement[], scope: string, found: Declarations): void {
  for (const statement of statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      found.types.set(`${scope}${statement.name.text}`, { node: statement, scope })
    } else if (ts.isModuleDeclaration(statement) && statement.body && ts.isModuleBlock(statement.body)) {
      collect(statement.body.statements, `${scope}${statement.name.text}.`, found)
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, type } of statement.declarationList.declarations) {
        if (type && ts.isTypeLiteralNode(type)) found.texts.set(`${scope}${name.getText()}`, textsOf(type))
      }
    }
  }
}

/** The texts of `{ readonly Web: "web" … }`, as which a declaration file writes an enumeration. */
function textsOf(type: ts.TypeLiteralNode): string[] {
  return type.members.flatMap((member) => {
    const value = ts.isPropertySignature(member) ? member.type : undefined
    return value && ts.isLiteralTypeNode(value) && ts.isStringLiteral(value.literal)
      ? [value.literal.text]
      : []
  })
}
