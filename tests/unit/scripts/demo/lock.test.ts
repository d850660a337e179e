import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLock } from '../../../../scripts/demo/lock.ts'

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'lock')

test('of several callers one works at a time', async () => {
  const file = lockFile()
  let inside = 0
  const seen: number[] = []
  const work = async () => {
    seen.push(++inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
  }
  await Promise.all([1, 2, 3].map(() => withLock(file, work, 1)))
  expect(seen).toEqual([1, 1, 1])
})

test('the lock is given back when the work fails', async () => {
  const file = lockFile()
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(existsSync(file)).toBe(false)
})

test('a lock whose holder is gone is taken over', async () => {
  const file = lockFile()
  // Above the largest process id that any system gives out.
  writeFileSync(file, '99999999')
  await expect(withLock(file, () => Promise.resolve('worked'), 1)).resolves.toBe('worked')
})
