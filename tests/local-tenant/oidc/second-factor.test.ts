import { Secret, TOTP } from 'otpauth'
import { challenge, completed } from './support/fake-actions.ts'
import { logInByEmail, useStage } from './support/stage.ts'

const ADA = 'ada@example.com'
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const stage = useStage()

const codeAt = (seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(SECRET) }).generate({
    timestamp: stage.tenant.world.clock.now().getTime() + seconds * 1000,
  })

async function enrolled({ isOn = true, isCustomized = true, isEnrolled = true } = {}) {
  const browser = stage.browser()
  stage.actions.onLogin = () => completed()
  await logInByEmail(stage, browser, ADA)
  const { configuration, users } = stage.tenant.state
  configuration.guardianFactors = { otp: isOn }
  configuration.tenantSettings['customize_mfa_in_postlogin_action'] = isCustomized
  const method = { id: 'totp|dev_1', type: 'totp' as const, totp_secret: SECRET, created_at: '' }
  const [user] = users
  if (user !== undefined && isEnrolled) user.authentication_methods = [method]
  stage.actions.onLogin = ({ run }) => (run.resume ? completed() : challenge(['otp']))
  return { browser, page: await logInByEmail(stage, browser, ADA) }
}

describe('a challenge', () => {
  test('asks for the code of the app, then goes on behind the Action that asked', async () => {
    const { browser, page } = await enrolled()
    expect(page.url.pathname).toBe('/u/mfa-otp-challenge')
    const home = await browser.submit(page, { code: codeAt() })
    expect(home.url.searchParams.has('code')).toBe(true)
    const seen = stage.actions.seen.at(-1)
    expect(seen?.run).toMatchObject({ resume: { next: true }, challengedFactors: ['otp'] })
    expect(seen?.event.request.query).toEqual({ state: page.url.searchParams.get('state') })
    const mfa = { name: 'mfa', timestamp: '2026-03-01T12:00:00.000Z' }
    expect(seen?.event.authentication?.methods).toContainEqual(mfa)
    expect(stage.tenant.state.sessions[0]?.methods).toContainEqual(mfa)
  })

  test.each([
    [-60, false],
    [-30, true],
    [0, true],
    [30, true],
    [60, false],
  ])('a code of %i seconds from now works: %s', async (seconds, works) => {
    const { browser, page } = await enrolled()
    const seen = await browser.submit(page, { code: codeAt(seconds) })
    expect(seen.url.searchParams.has('code')).toBe(works)
    if (works) return
    expect(seen.status).toBe(400)
    expect(seen.html).toContain('aria-invalid="true"')
  })

  test('a code works once', async () => {
    const { browser, page } = await enrolled()
    const code = codeAt()
    await browser.submit(page, { code })
    const again = await browser.submit(await logInByEmail(stage, browser, ADA), { code })
    expect(again.html).toContain('was used already')
  })

  test('the fifth wrong code ends the login', async () => {
    const { browser, page } = await enrolled()
    for (let tries = 1; tries <= 4; tries += 1) {
      expect((await browser.submit(page, { code: 'wrong' })).html).toContain('name="code"')
    }
    expect((await browser.submit(page, { code: 'wrong' })).html).toContain('You are not logged in')
    expect((await browser.submit(page, { code: codeAt() })).status).toBe(400)
  })

  test('cancelling tells the app', async () => {
    const { browser, page } = await enrolled()
    expect((await browser.press(page, /Cancel/)).url.searchParams.get('error')).toBe('access_denied')
  })

  test.each([
    ['the factor is off', { isOn: false }],
    ['the person has none', { isEnrolled: false }],
    ['the tenant does not let Actions ask', { isCustomized: false }],
  ])('fails the login when %s', async (_name, facts) => {
    const { page } = await enrolled(facts)
    expect(page.url.searchParams.get('error_description')).toContain(
      'requested factors are not properly set up',
    )
    expect(stage.tenant.state.logs.at(-1)?.type).toBe('mfar')
  })
})
