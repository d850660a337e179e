import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { autoPlay } from '../../scripts/demo/auto-play.ts'
import { launchBrowser } from '../../scripts/demo/find-browser.ts'
import { quickBrowser } from '../support/quick-browser.ts'
import { useDemo } from './support/demo.ts'

const demo = useDemo()
const screenshotFolder = mkdtempSync(join(tmpdir(), 'phone-linking-'))
afterAll(() => rmSync(screenshotFolder, { recursive: true }))

test('the demo plays its whole journey, says what it saw, hides numbers and leaves screenshots', async () => {
  const browser = await launchBrowser(quickBrowser())
  const lines: string[] = []
  try {
    await autoPlay({
      browser,
      appOrigin: demo.origin,
      readInbox: () => demo.stage.tenant.control.inbox(),
      management: demo.stage.management,
      advanceClock: (seconds) => demo.stage.tenant.control.advanceClock(seconds),
      screenshotFolder,
      print: (line) => lines.push(line),
    })
  } finally {
    await browser.close()
  }
  const subs = lines.filter((line) => line.startsWith('sub of the ')).map((line) => line.split(': ')[1])
  expect(subs).toHaveLength(2)
  expect(subs[0]).toBe(subs[1])
  for (const [line, times] of [
    ['  the account has no phone by the Management API', 1],
    ['  nothing is left of the former phone by the Management API', 2],
    ['  was asked for a new code by email first', 2],
    ['  was asked for a code, and none was sent: the old number signs nobody in any more', 1],
    ['  was asked for a code, and none was sent: the removed number signs nobody in any more', 1],
  ] as const) {
    expect(lines.filter((printed) => printed === line)).toHaveLength(times)
  }
  expect(lines.filter((line) => line.startsWith('  an email told '))).toHaveLength(3)
  expect(lines.join('\n')).not.toMatch(/\+\d{7}/)
  expect(readdirSync(screenshotFolder).length).toBeGreaterThan(8)
}, 90_000)
