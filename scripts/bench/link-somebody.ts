import type { BenchTenant } from './bench-tenant.ts'
import { ADD_PHONE, BY_EMAIL, logIn } from './visitor.ts'

/** Somebody new signs up by email and adds a number that nobody has. */
export async function linkSomebody(tenant: BenchTenant): Promise<void> {
  const { id } = await logIn(tenant.visitor(), { ...BY_EMAIL, ...ADD_PHONE })
  if (id.phone_link?.status !== 'linked')
    throw new Error(`A phone was not linked, but ${JSON.stringify(id.phone_link)}.`)
}
