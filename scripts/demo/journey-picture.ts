import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'

const PANELS = [
  ['ada-4-account.png', '1. Signed in by email'],
  ['ada-5-phone.png', '2. The number'],
  ['ada-6-phone-code.png', '3. The code from the text message'],
  ['ada-8-account.png', '4. Linked: same account, two ways in'],
] as const

/** Puts four screenshots of the played journey side by side, as `journey.png` in the same folder. */
export async function drawJourneyPicture(browser: Browser, folder: string): Promise<string> {
  const panels = PANELS.map(([file, caption]) => {
    const image = readFileSync(join(folder, file)).toString('base64')
    return `<figure><figcaption>${caption}</figcaption><img alt="" src="data:image/png;base64,${image}"></figure>`
  })
  const page = await browser.newPage({ viewport: { width: 1240, height: 800 } })
  await page.setContent(`<!doctype html><style>
    body { margin: 0; padding: 20px; background: #dfe3ee; font: 600 17px system-ui, sans-serif; color: #1b1f2a }
    main { display: grid; grid-template-columns: 1fr 1fr; gap: 20px }
    figure { margin: 0 } figcaption { margin-block-end: 8px }
    img { width: 100%; display: block; border-radius: 10px }
  </style><main>${panels.join('')}</main>`)
  const path = join(folder, 'journey.png')
  await page.locator('body').screenshot({ path })
  await page.close()
  return path
}
