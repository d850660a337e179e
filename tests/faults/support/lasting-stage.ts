import { useOpenStage } from '../../journeys/support/stage.ts'
import type { Stage } from '../../journeys/support/stage.ts'

/** Seconds until a network has forgotten what it has sent, and the tenant whom it has let try. */
const A_WHILE = 15 * 60

export type LastingStage = Stage & {
  /** Everybody is gone, and a while has passed. */
  begin: () => Promise<void>
}

/**
 * Call at the top of a test file: a tenant that stays as the tests have set it up, since Actions
 * that are deployed or loaded anew take longer than a journey. Each test begins with nobody there.
 */
export function useLastingStage(): LastingStage {
  const stage = useOpenStage()
  beforeEach(begin)
  return Object.assign(stage, { begin })

  async function begin(): Promise<void> {
    const { tenant, management } = stage
    await tenant.control.clearFaults()
    await tenant.control.advanceClock(A_WHILE)
    const { data: users } = await management.users.list()
    for (const { user_id = '' } of users) await management.users.delete(user_id)
  }
}
