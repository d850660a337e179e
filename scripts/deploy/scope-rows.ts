import { DOCTOR_SCOPES } from '../doctor/scopes.ts'
import { SWEEP_DELETION_SCOPES } from '../sweep/scopes.ts'
import { DEPLOY_SCOPES, ROLLBACK_SCOPES, UNDEPLOY_SCOPES } from './scopes.ts'

/** Which command needs which scopes; a dry run of a deploy and the doctor need the same. */
const OF_COMMANDS = {
  'doctor, deploy --dry-run': DOCTOR_SCOPES,
  deploy: DEPLOY_SCOPES,
  rollback: ROLLBACK_SCOPES,
  undeploy: UNDEPLOY_SCOPES,
  'sweep --yes': SWEEP_DELETION_SCOPES,
} satisfies Record<string, readonly string[]>

/** The rows of the table of scopes in docs/deploying.md, head first. */
export function scopeRows(): string[][] {
  const commands = Object.entries(OF_COMMANDS)
  const scopes = [...new Set(commands.flatMap(([, needed]) => needed))].sort(byResource)
  return [
    ['Scope', ...commands.map(([command]) => `\`${command}\``)],
    ...scopes.map((scope) => [
      `\`${scope}\``,
      ...commands.map(([, needed]) => (needed.includes(scope) ? 'yes' : '')),
    ]),
  ]
}

const byResource = (one: string, other: string): number => turned(one).localeCompare(turned(other))
const turned = (scope: string): string => scope.split(':').reverse().join(':')
