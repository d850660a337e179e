/** Somebody else's Post-Login Action, as it was given. */
export type ThirdParty = {
  /** After its file. */
  name: string
  code: string
  /** Values may hold {@link PLACEHOLDERS}. */
  secrets: { name: string; value: string }[]
  dependencies: { name: string; version: string }[]
  /** The folder in whose `node_modules` its dependencies are. */
  packagesRoot: string
}

/** What an Action must be told of the tenant that it is measured in, which is not there before. */
export type TenantFacts = { domain: string; client_id: string; client_secret: string }

/** As people write them into values of secrets. */
export const PLACEHOLDERS = ['{{domain}}', '{{client_id}}', '{{client_secret}}'] as const

/** The secrets with what the tenant has in place of the placeholders. */
export function fillSecrets(secrets: ThirdParty['secrets'], facts: TenantFacts): ThirdParty['secrets'] {
  return secrets.map(({ name, value }) => ({
    name,
    value: value.replaceAll(
      /\{\{(domain|client_id|client_secret)\}\}/g,
      (_, key: keyof TenantFacts) => facts[key],
    ),
  }))
}
