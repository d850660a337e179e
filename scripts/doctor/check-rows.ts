import { CHECKS } from './checks.ts'

/** The rows of the table of checks in docs/doctor.md, head first. */
export function checkRows(): string[][] {
  return [
    ['Check', 'What has to be so', 'Blocks a deploy', 'If not'],
    ...CHECKS.map(({ check, meaning, blocks, mend }) => [
      `\`${check}\``,
      meaning,
      blocks ? 'yes' : 'no',
      mend.replaceAll(/npm run \w+/g, (command) => `\`${command}\``),
    ]),
  ]
}
