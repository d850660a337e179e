import { FAILURES } from '../tests/journeys/failures/all-failures.ts'
import type { Failure, Line, Told } from '../tests/journeys/failures/failure.ts'

/** The table of docs/what-happens-when.md under one of its headings. */
export function failureRows(heading: keyof typeof FAILURES): string[][] {
  return [
    ['What happens when …', 'The person', 'The app is told', 'The admin', 'The log'],
    ...FAILURES[heading].map((failure) => [
      failure.when,
      failure.person,
      describeTold(failure.told),
      failure.admin,
      describeLog(failure),
    ]),
  ]
}

function describeTold(told: Told): string {
  if (told === 'as ever') return 'nothing'
  if ('page' in told) return 'nothing yet'
  if ('denied' in told) return `\`${told.denied}\`, and no tokens`
  return told.reason === undefined ? `\`${told.claim}\`` : `\`${told.claim}\`: \`${told.reason}\``
}

function describeLog({ log, logType }: Failure): string {
  return log === undefined ? `Auth0’s own: \`${logType}\`` : `\`${describeLine(log)}\``
}

const describeLine = ({ action, decision, reason, detail }: Line): string =>
  [action, decision, reason, detail].filter((part) => part !== undefined).join(' ')
