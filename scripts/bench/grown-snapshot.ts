import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { TenantState, User } from '../local-tenant/state.ts'

/**
 * Has the work done with the snapshot of a tenant, grown by so many accounts: people with an email, every
 * other one with a phone. The file holds private keys and is gone afterwards.
 */
export async function withAccounts<T>(
  count: number,
  snapshotFile: string,
  work: (grownFile: string) => Promise<T>,
): Promise<T> {
  const saved = JSON.parse(readFileSync(snapshotFile, 'utf8')) as { state: TenantState }
  const users = Array.from({ length: count }, (_, index) => accountOf(index))
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    const file = join(folder, 'tenant.json')
    writeFileSync(file, JSON.stringify({ ...saved, state: { ...saved.state, users } }), { mode: 0o600 })
    return await work(file)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const emailOfAccount = (index: number): string => `account-${index}@example.com`

function accountOf(index: number): User {
  const id = index.toString(16).padStart(24, '0')
  const email = emailOfAccount(index)
  const phone = `+447401${String(index).padStart(6, '0')}`
  const at = '2026-01-01T00:00:00.000Z'
  const phoneIdentity = {
    ...{ provider: 'sms', connection: 'sms', isSocial: false, user_id: id },
    profileData: { phone_number: phone, phone_verified: true, name: phone },
  }
  return {
    user_id: `email|${id}`,
    identities: [
      { provider: 'email', connection: 'email', isSocial: false, user_id: id },
      ...(index % 2 === 0 ? [phoneIdentity] : []),
    ],
    ...{ email, email_verified: true, name: email, nickname: `account-${index}` },
    picture: 'https://cdn.auth0.com/avatars/default.png',
    ...{ created_at: at, updated_at: at, user_metadata: {}, app_metadata: {}, logins_count: 0 },
  }
}
