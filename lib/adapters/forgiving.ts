/** What the work gives, or undefined if it fails: for what may fail without anybody being worse off. */
export function forgiving<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
