import { runTests } from './limits/run-tests.ts'

/** What a person does from the first email code to the removal of the phone; and what a deploy asks for. */
const JOURNEYS = ['tests/contracts/events-of-journeys.test.ts', 'tests/contracts/management-shapes.test.ts']

/**
 * Plays a short set of journeys over HTTP, against our own Actions in a local tenant that records.
 *
 * @param folder absolute
 * @throws when the journeys did not go as they should
 */
export async function playJourneys(folder: string): Promise<void> {
  const results = await runTests({ project: 'contracts', files: JOURNEYS, env: { FIDELITY_RECORD: folder } })
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name)
  if (failed.length > 0) throw new Error(`The journeys did not go as they should: ${failed.join('; ')}.`)
}
