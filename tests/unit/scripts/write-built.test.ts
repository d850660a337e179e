import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { writeBuilt } from '../../../scripts/write-built.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'built-'))
  file = join(folder, 'forms', 'notice.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const versions = ['a', 'b'].map((letter) => letter.repeat(100_000))

/** Reads over and over until told to stop, and then tells how much it found each time, each length once. */
const READER = `
const { readFileSync } = require('node:fs')
const { parentPort, workerData } = require('node:worker_threads')
let isAsked = false
parentPort.once('message', () => (isAsked = true))
const lengths = new Set()
const read = () => {
  for (let times = 0; times < 20; times++) lengths.add(readFileSync(workerData, 'utf8').length)
  if (isAsked) return parentPort.postMessage([...lengths])
  setImmediate(read)
}
parentPort.postMessage('ready')
read()
`

test('whoever reads meanwhile never gets half a file', async () => {
  writeBuilt(file, versions[0] ?? '', folder)
  const reader = new Worker(READER, { eval: true, workerData: file })
  await once(reader, 'message')
  for (let times = 0; times < 1_000; times++) writeBuilt(file, versions[times % 2] ?? '', folder)
  reader.postMessage('stop')
  expect(await once(reader, 'message')).toEqual([[100_000]])
  await reader.terminate()
})

test('the folder is made, nothing unfinished stays, and what is so already is not written', () => {
  writeBuilt(file, 'one', folder)
  const { ino } = statSync(file)
  writeBuilt(file, 'one', folder)
  expect(statSync(file).ino).toBe(ino)
  writeBuilt(file, 'two', folder)
  expect(readFileSync(file, 'utf8')).toBe('two')
  expect(readdirSync(folder)).toEqual(['forms'])
})

test('what cannot be put in its place leaves nothing behind', () => {
  expect(() => writeBuilt(folder, 'one', folder)).toThrow()
  expect(readdirSync(folder)).toEqual([])
})
