import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readLock, removeAbandoned, withLock, type SeenLock } from '../../../../scripts/demo/lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'locks-'))
afterAll(() => rmSync(folder, { recursive: true }))

const lockFile = () => join(mkdtempSync(join(folder, 'lock-')), 'lock')

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

/** A lock whose maker died between making it and writing its name into it, that many seconds ago. */
function namelessLock(secondsAgo: number): string {
  const file = lockFile()
  writeFileSync(file, '')
  const then = Date.now() / 1000 - secondsAgo
  utimesSync(file, then, then)
  return file
}

test('a lock without a name is taken over once its maker has had the time to write it', async () => {
  await expect(withLock(namelessLock(60), () => Promise.resolve('worked'), 1)).resolves.toBe('worked')
})

test('a lock without a name that was made just now is waited for', async () => {
  const file = namelessLock(0)
  let isInside = false
  const working = withLock(file, () => Promise.resolve((isInside = true)), 1)
  for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(isInside).toBe(false)
  const longAgo = Date.now() / 1000 - 60
  utimesSync(file, longAgo, longAgo)
  await working
  expect(isInside).toBe(true)
})

test('of two that found the same abandoned lock, the later one leaves the lock of the earlier one alone', () => {
  const file = lockFile()
  writeFileSync(file, '99999999')
  const seenByBoth = readLock(file) as SeenLock
  removeAbandoned(file, seenByBoth)
  expect(existsSync(file)).toBe(false)
  writeFileSync(file, 'the lock of the earlier one')
  removeAbandoned(file, seenByBoth)
  expect(readFileSync(file, 'utf8')).toBe('the lock of the earlier one')
  expect(readdirSync(dirname(file))).toEqual(['lock'])
})

test('a lock that somebody else has by now is not given back in its place', async () => {
  const file = lockFile()
  await withLock(file, () => {
    writeFileSync(file, 'the lock of somebody else')
    return Promise.resolve()
  })
  expect(readFileSync(file, 'utf8')).toBe('the lock of somebody else')
})
