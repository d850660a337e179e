import type { JsonObject, User } from '../state.ts'

/**
 * Standard claims by scope. The `phone` scope tells of the root profile alone: a number that was linked later is not
 * there, as with Auth0. Source: docs, get-started/apis/scopes/openid-connect-scopes.
 */
export function profileClaims(user: User, scopes: readonly string[]): JsonObject {
  const claims: JsonObject = {}
  const add = (name: string, value: string | boolean | undefined) => {
    if (value !== undefined) claims[name] = value
  }
  if (scopes.includes('profile')) {
    add('nickname', user.nickname)
    add('name', user.name)
    add('given_name', user.given_name)
    add('family_name', user.family_name)
    add('picture', user.picture)
    add('updated_at', user.updated_at)
  }
  if (scopes.includes('email')) {
    add('email', user.email)
    add('email_verified', user.email === undefined ? undefined : (user.email_verified ?? false))
  }
  if (scopes.includes('phone')) {
    add('phone_number', user.phone_number)
    add('phone_number_verified', user.phone_number === undefined ? undefined : (user.phone_verified ?? false))
  }
  return claims
}

/** Claims that an Action cannot set. Source: Auth0 docs, secure/tokens/json-web-tokens/create-custom-claims. */
const RESERVED = new Set(
  ['acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty']
    .concat([
      'dest entitlements events exp groups gty htm htu iat internal_service iss jcard jku jti jwe jwk',
    ])
    .concat(['jwks may_act mky nbf nonce object_id org_id org_name orig origid permissions roles rph s_hash'])
    .concat(['scope session_id sid sip_callid sip_cseq_num sip_date sip_from_tag sip_via_branch sub sub_jwk'])
    .concat(['toe txn typ uuid vot vtm x5t#S256'])
    .join(' ')
    .split(' '),
)

export function customClaims(claims: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !RESERVED.has(name)))
}
