import type { Tally } from './tally.ts'

/** What people, networks and admins do. */
const COMMANDS = [
  ...['fitting', 'add', 'replace', 'remove', 'email_login', 'phone_login', 'silent_login', 'session_login'],
  ...['grant_email', 'grant_phone', 'grant_link', 'refresh', 'clock_step', 'recycle_number'],
  ...['resume_tab', 'open_answer', 'mix_answers', 'back_button', 'late_answer', 'two_tabs_at_once'],
  ...['crash_before', 'crash_after', 'reset_before', 'reset_after', 'timeout_before', 'timeout_after'],
  ...['answers_429', 'answers_500', 'admin_delete_account', 'admin_block_account', 'admin_unblock_account'],
  ...['admin_unlink_phone', 'admin_delete_phone_account'],
]

/** As the model had predicted them. */
const PREDICTED = [
  ...['linked', 'already_linked', 'replaced', 'removed', 'cancelled', 'refused:phone_in_use'],
  ...['refused:no_phone', 'refused:challenge_expired'],
]

const SEEN = ['denied:sms_only_account', 'crashed_then_healed']

/** One of each in so many sequences: a third of what they come to, or less, so that luck decides nothing. */
const EVERY = 250

/** What came about too rarely for the run to mean much; nothing is asked of a short one. */
export function coverageGaps({ sequences, commands, outcomes, predicted }: Tally): string[] {
  const least = Math.floor(sequences / EVERY)
  const gaps = (counts: Record<string, number>, names: readonly string[], of: string) =>
    names
      .filter((name) => (counts[name] ?? 0) < least)
      .map((name) => `${of} ${name}: ${counts[name] ?? 0} of ${least}`)
  return [
    ...gaps(commands, COMMANDS, 'command'),
    ...gaps(predicted, PREDICTED, 'predicted outcome'),
    ...gaps(outcomes, SEEN, 'outcome'),
  ]
}
