import type { RunningApp } from '../../../scripts/demo/app/serve-app.ts'
import { newestCode, passNotice, proveEmail, provePhone } from '../../../scripts/demo/universal-login.ts'
import type { Page } from 'playwright-core'
import { serveDemoApp } from '../../journeys/support/demo-app.ts'
import { useStage } from '../../journeys/support/stage.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { useBrowser } from '../../support/browser.ts'
import type { BrowserStage } from '../../support/browser.ts'

export type Demo = {
  stage: Stage
  chromium: BrowserStage
  readonly origin: string
  /** The newest code sent to the address or number. */
  code(to: string): Promise<string>
  /** Signs in by email in a fresh app session, up to the account page. */
  signInByEmail(page: Page, email: string): Promise<void>
  /** Answers the tenant's pages for an email and its code, wherever they lead. */
  proveEmail(page: Page, email: string): Promise<void>
  /** Answers the tenant's pages for a number and its code, wherever they lead. */
  provePhone(page: Page, number: string): Promise<void>
  /** Signs in by email and adds the phone, up to the account page. */
  signInAndAddPhone(page: Page, email: string, number: string): Promise<void>
  /** What the account page says. */
  fact(page: Page, what: 'sub' | 'phone'): Promise<string | null>
}

/** Call at the top of a test file: a tenant, the demo app and a Chromium. */
export function useDemo(): Demo {
  const stage = useStage()
  const chromium = useBrowser()
  let app: RunningApp | undefined
  beforeEach(async () => {
    app = await serveDemoApp(stage)
  })
  afterEach(() => app?.stop())
  const readInbox = () => stage.tenant.control.inbox()
  const code = (to: string) => newestCode(readInbox, to)
  return {
    stage,
    chromium,
    get origin() {
      if (app === undefined) throw new Error('The demo runs inside a test only.')
      return app.origin
    },
    code,
    async signInByEmail(page, email) {
      await page.goto(`${this.origin}/sign-in/email`)
      await proveEmail(page, email, readInbox)
      await page.waitForURL(`${this.origin}/account`)
    },
    proveEmail: (page, email) => proveEmail(page, email, readInbox),
    provePhone: (page, number) => provePhone(page, number, readInbox),
    async signInAndAddPhone(page, email, number) {
      await this.signInByEmail(page, email)
      await page.goto(`${this.origin}/add-phone`)
      await provePhone(page, number, readInbox)
      await passNotice(page)
      await page.waitForURL(`${this.origin}/account`)
    },
    fact: (page, what) => page.locator(`[data-fact=${what}]`).textContent(),
  }
}
