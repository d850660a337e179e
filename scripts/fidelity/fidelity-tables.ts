import { DEFAULT_UNKNOWNS } from '../local-tenant/unknowns.ts'
import {
  type ChosenRow,
  type FaithfulRow,
  type Fidelity,
  readRows,
  type SimplifiedRow,
  type SwitchRow,
} from './rows.ts'

type Tables = { [Name in keyof Fidelity]: string[][] }

/** The tables of both READMEs of the local tenant, each with its head, by the names of their places there. */
export function fidelityTables(rows: Fidelity = readRows()): Tables {
  return {
    faithful: faithful("Auth0's page", rows.faithful),
    phone_networks: faithful('Page', rows.phone_networks),
    simplified: simplified(rows.simplified),
    absent: chosen('Absent', rows.absent),
    chosen: chosen('Chosen', rows.chosen),
    switches: [['Switch', 'Values', 'Tested both ways in'], ...rows.switches.map(cellsOfSwitch)],
    faithful_actions: faithful("Auth0's page", rows.faithful_actions),
    simplified_actions: simplified(rows.simplified_actions),
    absent_actions: chosen('Absent', rows.absent_actions),
    chosen_actions: chosen('Chosen', rows.chosen_actions),
  }
}

/** Which of the tables stand in which file. */
export const FIDELITY_FILES = {
  'scripts/local-tenant/README.md': [
    ...['faithful', 'phone_networks', 'simplified', 'absent', 'chosen', 'switches'],
  ],
  'scripts/local-tenant/actions-runtime/README.md': [
    ...['faithful_actions', 'simplified_actions', 'absent_actions', 'chosen_actions'],
  ],
} as {
  [
    File in 'scripts/local-tenant/README.md' | 'scripts/local-tenant/actions-runtime/README.md'
  ]: (keyof Fidelity)[]
}

const faithful = (page: string, rows: FaithfulRow[]): string[][] => [
  ['What', page, 'Test'],
  ...rows.map(({ what, page: where, tests }) => [what, where, inCode(tests)]),
]

const simplified = (rows: SimplifiedRow[]): string[][] => [
  ['What', 'How'],
  ...rows.map(({ what, how }) => [what, how]),
]

const chosen = (head: string, rows: ChosenRow[]): string[][] => [
  ['Of', head],
  ...rows.map(({ of, what }) => [of, what.join('; ')]),
]

const inCode = (names: string[]): string => names.map((name) => `\`${name}\``).join(', ')

function cellsOfSwitch({ switch: name, values, tests }: SwitchRow): string[] {
  const usual = String(DEFAULT_UNKNOWNS[name as keyof typeof DEFAULT_UNKNOWNS])
  const shown = values.map((value) => (value === usual ? `\`${value}\` (default)` : `\`${value}\``))
  return [`\`${name}\``, shown.join(', '), inCode(tests)]
}
