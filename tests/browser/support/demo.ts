import type { RunningApp } from '../../../scripts/demo/app/serve-app.ts'
import { enterCode, enterEmail, newestCode } from '../../../scripts/demo/universal-login.ts'
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
  const code = (to: string) => newestCode(() => stage.tenant.control.inbox(), to)
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
      await enterEmail(page, email)
      await enterCode(page, await code(email))
      await page.waitForURL(`${this.origin}/account`)
    },
  }
}
