import { compactTable } from '../commands/compact-table.ts'
import type { ShownPlan } from './plan.ts'

/** Characters of the columns; with the lines between, 100. */
const WIDTHS = [19, 33, 9, 34]

/** For a person: what is created, changed and kept, and in which order Actions run before and after. */
export function renderPlan({ tenant, items, bindings, notes, changes }: ShownPlan): string {
  return [
    tenant,
    renderItems(items),
    ...Object.entries(bindings).map(([trigger, { before, after }]) => renderOrder(trigger, before, after)),
    ...notes.map((note) => `Note: ${note}`),
    changes === 0
      ? 'Nothing to do.'
      : `${count(changes, 'change')}, ${items.length - changes} kept as they are.`,
  ].join('\n')
}

/** A table of what becomes of what. */
export function renderItems(
  items: readonly { type: string; name: string; change: string; details: readonly string[] }[],
): string {
  return compactTable(
    ['', 'Name', '', 'What'],
    WIDTHS,
    items.map(({ type, name, change, details }) => [type, name, change, details.join('\n')]),
  )
}

function renderOrder(trigger: string, before: readonly string[], after: readonly string[]): string {
  const list = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))
  if (list(before) === list(after)) return `${trigger}: ${list(after)}`
  return `${trigger}:\n  before: ${list(before)}\n  after:  ${list(after)}`
}

export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
