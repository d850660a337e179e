import type { Browser, Page } from 'playwright-core'
import { visitorHeaders } from './client-address.ts'

/** A page in a browser profile of its own, which trusts the local tenant. */
export async function openBrowser(browser: Browser): Promise<Page> {
  // The demo's certificate comes from its own authority, which no browser knows.
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: visitorHeaders(),
    viewport: { width: 1100, height: 700 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** Breaks the connection at `/continue`. Playwright's own routes do not see the targets of redirects; Chromium's do. */
export async function abortAtContinue(page: Page): Promise<void> {
  const chromium = await page.context().newCDPSession(page)
  await chromium.send('Fetch.enable', { patterns: [{ urlPattern: '*/continue?*' }] })
  return new Promise((resolve, reject) => {
    chromium.on('Fetch.requestPaused', ({ requestId }) => {
      chromium
        .send('Fetch.failRequest', { requestId, errorReason: 'ConnectionClosed' })
        .then(() => resolve(), reject)
    })
  })
}
