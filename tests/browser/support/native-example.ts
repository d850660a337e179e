import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { clientNamed } from '../../../scripts/demo/tenant-clients.ts'
import { enableClient } from '../../../scripts/examples/enable-client.ts'
import { createNativeApp } from '../../../scripts/examples/native/native-app.ts'
import type { NativeApp } from '../../../scripts/examples/native/native-app.ts'
import { connectTenant } from '../../../scripts/examples/native/tenant.ts'
import { tokenFile } from '../../../scripts/examples/native/token-file.ts'
import type { TokenStore } from '../../../scripts/examples/native/tokens.ts'
import { useStage } from '../../journeys/support/stage.ts'
import type { Stage } from '../../journeys/support/stage.ts'
import { useBrowser } from '../../support/browser.ts'
import type { BrowserStage } from '../../support/browser.ts'

/** The native example on somebody's computer, whose system browser is a page of Chromium. */
export type Computer = {
  app: NativeApp
  page: Page
  store: TokenStore
  tokensFile: string
  /** The logins that the app has opened in the browser, oldest first. */
  opened: URL[]
}

export type NativeExample = {
  stage: Stage
  chromium: BrowserStage
  readonly clientId: string
  /** @param patience how long the app waits for the browser; as in life by default */
  computer(patience?: () => AbortSignal): Promise<Computer>
}

/** Call at the top of a test file: a tenant, a Chromium, and the application that the example is. */
export function useNativeExample(): NativeExample {
  const stage = useStage()
  const chromium = useBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'native-example-'))
  let clientId = ''
  let computers = 0
  beforeEach(async () => {
    clientId = clientNamed(await stage.tenant.control.state(), 'Demo Native').client_id
    await enableClient(stage.management, clientId, 'browser')
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  return {
    stage,
    chromium,
    get clientId() {
      return clientId
    },
    async computer(patience) {
      const page = await chromium.page()
      const tenant = await connectTenant({
        ...{ domain: new URL(stage.origin).host, clientId, fetch: stage.fetch },
      })
      computers += 1
      const tokensFile = join(folder, String(computers), 'tokens.json')
      const store = tokenFile(tokensFile)
      const opened: URL[] = []
      const openBrowser = async (url: URL) => {
        opened.push(url)
        await page.goto(url.href)
      }
      return { app: createNativeApp(tenant, store, openBrowser, patience), page, store, tokensFile, opened }
    },
  }
}
