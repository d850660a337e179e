import { fail, pass, type Check } from '../finding.ts'

export const SETTINGS: Check = {
  check: 'settings',
  title: 'Settings',
  meaning:
    'Every environment variable that a deploy needs is there and holds. Each that does not is a line of its own.',
  blocks: true,
  mend: 'Set it in the environment or in the file .env.',
  look: (_, { settingsProblems: problems }) =>
    problems.length === 0 ? pass('All hold.') : problems.flatMap((problem) => fail(problem)),
}
