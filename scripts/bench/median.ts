/** The value in the middle: one slow run, as on a busy machine, does not move it. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How many times the other one value is, with two decimals. */
export function ratio(value: number, of: number): string {
  return (value / of).toFixed(2)
}
