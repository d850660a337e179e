import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

export class NoBrowser extends Error {
  override name = 'NoBrowser'
}

/**
 * Finds a Chromium: `CHROME_PATH`, then an installed Chrome or Chromium, then Playwright's own.
 *
 * @throws NoBrowser with one sentence that says how to get one.
 */
export function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): string {
  const asked = environment['CHROME_PATH']
  if (asked !== undefined && asked !== '') {
    if (exists(asked)) return asked
    throw new NoBrowser(`CHROME_PATH names ${asked}, and there is no such file. Correct or unset it.`)
  }
  const found = [...INSTALLED, chromium.executablePath()].find((path) => exists(path))
  if (found !== undefined) return found
  throw new NoBrowser(
    'No Chrome or Chromium was found: install one (for example `npx playwright-core install chromium`), or set CHROME_PATH to its program file.',
  )
}

/** Starts it without a window and without the background traffic of an everyday browser. */
export function launchBrowser(executablePath = findBrowser()): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
