import { existsSync } from 'node:fs'
import { findBrowser } from '../../scripts/demo/find-browser.ts'

/** As Debian installs it. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell'

/**
 * Chromium without what surrounds the page, where it is installed and `CHROME_PATH` asks for no other: it takes half as
 * long for the same page. What a browser adds to it, such as blocking cookies of other sites, is in {@link findBrowser}'s.
 */
export function quickBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): string {
  const isAsked = (environment['CHROME_PATH'] ?? '') !== ''
  return !isAsked && exists(HEADLESS_SHELL) ? HEADLESS_SHELL : findBrowser(environment, exists)
}
