import type { Patch } from '../attacks/support/attack.ts'
import { buildWeakenedActions } from '../attacks/support/weakened-actions.ts'
import { startRun } from './support/start-run.ts'

// What is found is found by chance: the same chance in every run.
const SEED = 20_260_302
const SEQUENCES = 600

const WEAKENED: Record<string, { patches: Patch[]; finds: RegExp }> = {
  'somebody else’s number is not told from a broken proof': {
    patches: [
      {
        file: 'lib/core/judge.ts',
        from: "if (!isSmsAccount(proof.subject)) return settled(refused(intent, 'phone_in_use'))",
        to: '',
      },
    ],
    finds: /not “refused:phone_in_use”/,
  },
  'accounts that have only a phone may sign in': {
    patches: [
      { file: 'lib/core/decide-login.ts', from: '  smsOnlyAccountsStayOutUnlessTheyMayGoOn,\n', to: '' },
      {
        file: 'lib/flows/notify.ts',
        from: "if (isSmsAccount(userId) && !mayGoOn(request)) return turnAway('sms_only_account')",
        to: '',
      },
    ],
    finds: /only a phone was given tokens|not “denied:sms_only_account”/,
  },
  'an old proof of the email is as good as a new one': {
    patches: [
      {
        file: 'lib/core/decide-login.ts',
        from: 'return proof !== undefined && isFresh(proof.at, now)',
        to: 'return proof !== undefined',
      },
    ],
    finds: /by an old proof of the email|has not proven both in time/,
  },
  'the old number stays when it is replaced': {
    patches: [
      { file: 'lib/flows/link-proven.ts', from: 'of ticket.leaving) {', to: 'of ticket.leaving.slice(1)) {' },
    ],
    finds: /phone_number|two phones|came to/,
  },
}

test.each(Object.entries(WEAKENED))(
  'the sequences find that %s',
  async (name, { patches, finds }) => {
    const built = await buildWeakenedActions(name, patches)
    const bundles = Object.fromEntries(built.map(({ name: action, code }) => [action, code]))
    const { found } = await startRun({ seed: SEED, sequences: SEQUENCES, bundles })
    expect(found?.why ?? 'nothing was found').toMatch(finds)
    expect(found?.sequence).toMatch(/\w/)
    const again = await startRun({ seed: SEED, sequences: 1, bundles, path: found?.path ?? '' })
    expect(again.found?.sequence).toBe(found?.sequence)
  },
  300_000,
)
