import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { visitorHeaders } from '../../scripts/demo/client-address.ts'
import { launchBrowser } from '../../scripts/demo/find-browser.ts'
import { quickBrowser } from './quick-browser.ts'

const root = join(import.meta.dirname, '..', '..')
const shots = join(root, '.cache', 'screenshots')
const AXE = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

export type BrowserStage = {
  /** A page in a browser profile of its own, which trusts the local tenant. */
  page(options?: BrowserContextOptions): Promise<Page>
}

/**
 * Call at the top of a test file: one Chromium for all of its tests, from the first that asks for a page.
 * @param executable says which
 */
export function useBrowser(executable: () => string = quickBrowser): BrowserStage {
  let launched: Promise<Browser> | undefined
  afterEach(async () => {
    const contexts = (await launched)?.contexts() ?? []
    await Promise.all(contexts.map((context) => context.close()))
  })
  afterAll(async () => (await launched)?.close())
  return {
    async page(options = {}) {
      launched ??= launchBrowser(executable())
      const context = await (
        await launched
      ).newContext({
        ignoreHTTPSErrors: true,
        // Lets axe be injected; the pages' own policy is tested over HTTP.
        bypassCSP: true,
        viewport: { width: 1000, height: 800 },
        extraHTTPHeaders: visitorHeaders(),
        ...options,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      return page
    },
  }
}

/** Saves what is on the screen as `.cache/screenshots/NAME.png`, with nothing left in motion. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await rest(page)
  await page.screenshot({ path: join(shots, `${name}.png`) })
}

/** Ends whatever is in motion: a colour that is still changing is none that anybody reads by. */
async function rest(page: Page): Promise<void> {
  await page.evaluate('document.getAnimations().forEach((animation) => animation.finish())')
}

/**
 * What axe finds on the page once nothing moves, one line per finding; empty when it is fine.
 * @param rules only these of axe's rules; all where none are named
 */
export async function accessibilityFindings(page: Page, rules?: string[]): Promise<string[]> {
  // Once a page: a second look finds it there.
  if (await page.evaluate('globalThis.axe === undefined')) await page.evaluate(AXE)
  await rest(page)
  const results = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(rules ? { runOnly: rules } : {})})`,
  )
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}
