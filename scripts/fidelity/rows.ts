import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Something that the local tenant does as Auth0 does. `tests` are files or folders below `tests/local-tenant` or `tests`. */
export type FaithfulRow = { what: string; page: string; tests: string[] }
export type SimplifiedRow = { what: string; how: string }
export type SwitchRow = { switch: string; values: string[]; tests: string[] }
/** What is not documented, and how it was decided. */
export type ChosenRow = { of: string; what: string[] }

export type Fidelity = {
  faithful: FaithfulRow[]
  phone_networks: FaithfulRow[]
  simplified: SimplifiedRow[]
  absent: ChosenRow[]
  chosen: ChosenRow[]
  switches: SwitchRow[]
  faithful_actions: FaithfulRow[]
  simplified_actions: SimplifiedRow[]
  absent_actions: ChosenRow[]
  chosen_actions: ChosenRow[]
}

/** What the local tenant does, does in its own way and does not do, from which the tables in its READMEs are made. */
export function readRows(): Fidelity {
  return parse(readFileSync(join(import.meta.dirname, 'rows.yaml'), 'utf8')) as Fidelity
}
