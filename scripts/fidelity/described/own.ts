import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDeclarations } from '../types/declarations.ts'
import { createSchemas, type Schema } from '../types/schema-of-type.ts'
import { differencesOf, newAjv } from './ajv.ts'
import type { AnswerDescription } from './description.ts'

const PACKAGE = join(import.meta.dirname, '..', '..', '..', 'node_modules', 'oauth4webapi')

/** What RFC 6749, OpenID Connect and Auth0's pages say of answers to programs, by the names that `oauth4webapi` gives them. */
const TYPES: { [operation: string]: string } = {
  'POST /oauth/token': 'TokenEndpointResponse',
  'GET /userinfo': 'UserInfoResponse',
  'POST /userinfo': 'UserInfoResponse',
  'GET /.well-known/jwks.json': 'JWKS',
  'GET /.well-known/openid-configuration': 'AuthorizationServer',
}

/** Source: Auth0 docs, api/authentication/passwordless/get-code-or-link. */
const STARTED: Schema = {
  type: 'object',
  properties: {
    ...{ _id: { type: 'string' }, request_language: { type: 'string' } },
    ...{ email: { type: 'string' }, email_verified: { type: 'boolean' } },
    ...{ phone_number: { type: 'string' }, phone_verified: { type: 'boolean' } },
  },
  required: ['_id'],
  additionalProperties: false,
}

/** The Authentication API by the types of a package that this project tests with, made anew from the installed one. */
export function ownAuthenticationAnswers(): AnswerDescription {
  const file = join(PACKAGE, 'build', 'index.d.ts')
  const { defs, named } = createSchemas(readDeclarations(readFileSync(file, 'utf8')), 'oauth')
  const schemas = Object.entries(TYPES).map(([operation, type]) => [operation, named(type)] as const)
  const refused = named('OAuth2Error')
  const ajv = newAjv()
  const compiled = new Map(
    [...schemas, ['POST /passwordless/start', STARTED] as const].map(([operation, schema]) => [
      operation,
      ajv.compile({ ...schema, $defs: defs }),
    ]),
  )
  const validateRefusal = ajv.compile({ ...refused, $defs: defs })
  return {
    name: 'the types of the `oauth4webapi` package',
    judge({ method, route, status, response }) {
      const validate = compiled.get(`${method} ${route}`)
      if (validate === undefined) return 'not_described'
      // `/userinfo` refuses in plain text.
      if (response === undefined) return status >= 400 ? [] : ['answers something']
      return differencesOf(status >= 400 ? validateRefusal : validate, response)
    },
  }
}
