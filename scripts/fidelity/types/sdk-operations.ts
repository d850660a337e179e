import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the `auth0` package's client says of one operation of the Management API. */
export type SdkOperation = {
  method: string
  /** Parameters are written as `{}`, e.g. `/users/{}/identities`. */
  route: string
  /** The type of its answer as written, e.g. `Management.UserIdentity[]`; `void` for none. */
  answers: string
  /** A page's members, where it lists. */
  item?: string
  /** The statuses of the errors that it knows. */
  errors: number[]
}

/** Reads the operations from the package's clients: their code has the paths, their declarations the types. */
export function readSdkOperations(packageFolder: string): SdkOperation[] {
  const resources = join(packageFolder, 'dist', 'cjs', 'management', 'api', 'resources')
  const names = readdirSync(resources, { recursive: true, encoding: 'utf8' })
  return names
    .filter((name) => name.endsWith(join('client', 'Client.js')))
    .flatMap((name) => {
      const code = readFileSync(join(resources, name), 'utf8')
      const declarations = readFileSync(join(resources, name.replace(/\.js$/, '.d.ts')), 'utf8')
      return methodsOf(code).flatMap((method) => operationOf(method, declarations))
    })
}

type Method = { name: string; code: string }

function methodsOf(code: string): Method[] {
  const starts = [...code.matchAll(/^ {4}(?:__)?(\w+)\(.*\) \{$/gm)]
  return starts.map(({ index, 1: name = '' }, at) => ({
    name,
    code: code.slice(index, starts[at + 1]?.index),
  }))
}

function operationOf({ name, code }: Method, declarations: string): SdkOperation[] {
  const request = /url: core\.url\.join\(.*, [`"](.+?)[`"]\),\s+method: "(\w+)"/.exec(code)
  const declared = new RegExp(`^ {4}${name}\\(.*\\): (.+);$`, 'm').exec(declarations)?.[1]
  if (request === null || declared === undefined) return []
  const [, path = '', method = ''] = request
  const page = /core\.Page<(.+?), (.+)>>$/.exec(declared)
  const answers = page?.[2] ?? /HttpResponsePromise<(.+)>$/.exec(declared)?.[1] ?? 'void'
  const errors = [...code.matchAll(/case (\d{3}):/g)].map(([, status]) => Number(status))
  const route = `/${path.replace(/\$\{[^}]*\}/g, '{}')}`
  return [{ method, route, answers, errors, ...(page?.[1] === undefined ? {} : { item: page[1] }) }]
}
