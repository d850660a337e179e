import { ourNames } from '../../deploy/our-names.ts'
import type { TenantFile } from '../../deploy/tenant-file.ts'
import { DEPLOY, fail, failFor, type Check } from '../finding.ts'
import { about } from '../name-list.ts'
import { NO_COMPANION } from './companion.ts'
import { listDifferences } from './list-differences.ts'

const BY_HAND = 'Take the grants of other APIs away: dashboard, Applications → the companion → APIs.'

export const COMPANION_GRANT: Check = {
  check: 'companion_grant',
  title: 'What the companion may do',
  meaning:
    'The companion may do at the Management API what `tenant.yaml` says, no less and no more, and nothing at any other API.',
  blocks: false,
  mend: DEPLOY,
  look: ({ companion }, { file, tenantDomain }) => {
    if (companion === undefined) return fail(NO_COMPANION)
    const wanted = scopesOf(file)
    const audience = `https://${tenantDomain}/api/v2/`
    const grant = companion.grants.find((each) => each.audience === audience)
    const others = about(
      companion.grants.filter((each) => each !== grant).map((each) => each.audience),
      (list) => `It may also call ${list}.`,
    )
    const problems =
      grant === undefined
        ? ['It may not call the Management API.']
        : listDifferences(grant.scope, wanted, { missing: 'Missing', besides: 'Too much' })
    // A deploy writes our grant and no other.
    if (others.length > 0)
      return fail([...problems, ...others].join(' '), problems.length > 0 ? `${DEPLOY} ${BY_HAND}` : BY_HAND)
    return failFor(problems, `${wanted.join(', ')}.`)
  },
}

function scopesOf(file: TenantFile): string[] {
  const { companion } = ourNames(file)
  const grants = (file['clientGrants'] ?? []) as { client_id: string; scope: string[] }[]
  return grants.find(({ client_id }) => client_id === companion)?.scope ?? []
}
