import { authorizeUrl, codeFor, useStage } from '../oidc/support/stage.ts'

const stage = useStage()
const PHONE = '+447400123456'

// The clock stands still but for what the test says, so the second is exact.
test.each([
  [179, 'works'],
  [180, 'is dead'],
  [181, 'is dead'],
])('R02 after %i seconds a code sent by text %s', async (seconds, outcome) => {
  const browser = stage.browser()
  const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms' })), { phone: PHONE })
  stage.advance(seconds)
  const seen = await browser.submit(page, { code: codeFor(stage, PHONE) })
  if (outcome === 'works') expect(seen.url.pathname).toBe('/callback')
  else expect(seen.html).toContain('This code is too old')
  expect(stage.tenant.state.users).toHaveLength(outcome === 'works' ? 1 : 0)
})
