import CliTable from 'cli-table3'

const SIDES = ['top', 'bottom', 'left', 'right', 'mid']
const NO_LINES = Object.fromEntries(
  SIDES.flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`]).map((side) => [side, '']),
)

/** Columns side by side, without lines: texts to the left, figures to the right. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? inGroups(cell) : cell)))
  const table = new CliTable({
    head: [...head],
    colAligns: head.map((_, column) => (cells.every((row) => isFigure(row[column])) ? 'right' : 'left')),
    chars: { ...NO_LINES, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  table.push(...cells)
  const lines = table.toString().split('\n')
  return lines.map((line) => `  ${line}`.trimEnd()).join('\n')
}

/** 1000000 as 1,000,000. */
export function inGroups(count: number): string {
  return count.toLocaleString('en')
}

function isFigure(cell: string | undefined): boolean {
  return /^[\d,.]*%?$/.test(cell ?? '')
}
