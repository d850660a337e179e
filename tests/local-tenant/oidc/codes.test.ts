import { askForCode, authorizeUrl, codeFor, logInByEmail, useStage } from './support/stage.ts'

const ADA = 'ada@example.com'
const stage = useStage()

const wrong = (code: string) => (code === '111111' ? '222222' : '111111')

describe('one-time codes', () => {
  test('R01 a code has as many digits as the connection says, and keeps its leading zeros', async () => {
    const options = stage.tenant.state.configuration.connections[0]?.options ?? {}
    options['totp'] = { time_step: 180, length: 8 }
    const codes = new Set<string>()
    const browser = stage.browser()
    for (let round = 0; round < 40; round += 1) {
      stage.advance(3600)
      await askForCode(browser, ADA)
      codes.add(codeFor(stage, ADA))
    }
    expect([...codes].every((code) => /^\d{8}$/.test(code))).toBe(true)
    expect(codes.size).toBe(40)
    expect([...codes].some((code) => code.startsWith('0'))).toBe(true)
  })

  test('R01 every digit is about equally likely', async () => {
    const browser = stage.browser()
    const counts = new Map<string, number>()
    for (let round = 0; round < 300; round += 1) {
      stage.advance(600)
      await askForCode(browser, ADA)
      for (const digit of codeFor(stage, ADA)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
    }
    // 1800 digits from a fixed seed: 180 of each is fair, and a modulo bias would show.
    for (const count of counts.values()) expect(Math.abs(count - 180)).toBeLessThan(50)
    expect(counts.size).toBe(10)
  })

  test.each([
    [179, 'works'],
    [180, 'is dead'],
    [181, 'is dead'],
  ])('R02 after %i seconds a code %s', async (seconds, outcome) => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    stage.advance(seconds)
    const seen = await browser.submit(page, { code: codeFor(stage, ADA) })
    expect(seen.url.pathname).toBe(outcome === 'works' ? '/callback' : '/u/login-passwordless-email-code')
    if (outcome !== 'works') expect(seen.html).toContain('This code is too old')
  })

  test('R03 fifty parallel submits of the right code make one login', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    const code = codeFor(stage, ADA)
    const seen = await Promise.all(Array.from({ length: 50 }, () => browser.submit(page, { code })))
    expect(seen.filter(({ url }) => url.pathname === '/callback')).toHaveLength(1)
    expect(stage.tenant.state.users).toHaveLength(1)
    expect(stage.tenant.state.authorizationCodes).toHaveLength(1)
  })

  test('R03 a used code does not work again', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    const code = codeFor(stage, ADA)
    await browser.submit(page, { code })
    const again = await browser.submit(page, { code })
    expect(again.status).toBe(400)
    expect(stage.tenant.state.authorizationCodes).toHaveLength(1)
  })

  test('R04 a code works only in the login it was sent for', async () => {
    const mine = stage.browser()
    const others = stage.browser()
    await askForCode(mine, ADA)
    const page = await askForCode(others, 'eve@example.com')
    const seen = await others.submit(page, { code: codeFor(stage, ADA) })
    expect(seen.status).toBe(400)
    expect(seen.html).toContain('The code you entered is wrong')
    expect(stage.tenant.state.users).toHaveLength(0)
  })

  test('R04 a code sent to one address is dead once the address is changed', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    const code = codeFor(stage, ADA)
    const changing = await browser.press(page, /another email/)
    const asked = await browser.submit(changing, { email: 'victim@example.com' })
    const seen = await browser.submit(asked, { code })
    expect(seen.html).toContain('The code you entered is wrong')
    expect(stage.tenant.state.users).toHaveLength(0)
  })

  test('R05 a new code voids the old', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    const old = codeFor(stage, ADA)
    const resent = await browser.press(page, /new code/)
    expect(resent.status).toBe(200)
    expect(resent.html).toContain('A new code is on its way')
    expect((await browser.submit(resent, { code: old })).html).toContain('The code you entered is wrong')
    expect((await browser.submit(resent, { code: codeFor(stage, ADA) })).url.pathname).toBe('/callback')
  })

  test('R05 a login begun elsewhere for the same address voids the code too', async () => {
    const first = stage.browser()
    const page = await askForCode(first, ADA)
    const old = codeFor(stage, ADA)
    await askForCode(stage.browser(), ADA)
    expect((await first.submit(page, { code: old })).html).toContain('This code no longer works')
  })

  test('R06 the third wrong try kills the code, and a new one works', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    const right = codeFor(stage, ADA)
    for (const text of ['is wrong', 'is wrong', 'Too many wrong codes']) {
      expect((await browser.submit(page, { code: wrong(right) })).html).toContain(text)
    }
    expect((await browser.submit(page, { code: right })).html).toContain('This code no longer works')
    const resent = await browser.press(page, /new code/)
    expect((await browser.submit(resent, { code: codeFor(stage, ADA) })).url.pathname).toBe('/callback')
  })

  test('R06 two wrong tries leave the code alive', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    const right = codeFor(stage, ADA)
    await browser.submit(page, { code: wrong(right) })
    await browser.submit(page, { code: wrong(right) })
    expect((await browser.submit(page, { code: right })).url.pathname).toBe('/callback')
  })

  test('R07 a code is in no log, URL or transaction metadata', async () => {
    const browser = stage.browser()
    await logInByEmail(stage, browser)
    const code = codeFor(stage, ADA)
    const { logs, transactions } = stage.tenant.state
    expect(
      JSON.stringify([logs, transactions.map(({ metadata, request }) => [metadata, request])]),
    ).not.toContain(code)
    expect(browser.visited.some((url) => url.href.includes(code))).toBe(false)
  })

  test('the SMS page takes five tries a minute from one address', async () => {
    const phone = '+447400123456'
    const browser = stage.browser()
    const seen = []
    for (let round = 0; round < 6; round += 1) {
      const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms' })), { phone })
      seen.push((await browser.submit(page, { code: wrong(codeFor(stage, phone)) })).status)
    }
    expect(seen).toEqual([400, 400, 400, 400, 400, 429])
    const elsewhere = stage.browser()
    const open = await elsewhere.submit(await elsewhere.open(authorizeUrl({ connection: 'sms' })), { phone })
    expect((await elsewhere.submit(open, { code: wrong(codeFor(stage, phone)) })).status).toBe(400)
    stage.advance(60)
    const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms' })), { phone })
    expect((await browser.submit(page, { code: codeFor(stage, phone) })).url.pathname).toBe('/callback')
  })

  test('asking for a new text counts as a request to the SMS page', async () => {
    const phone = '+447400123456'
    const browser = stage.browser()
    const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms' })), { phone })
    for (let round = 0; round < 4; round += 1) {
      expect((await browser.press(page, /new code/)).status).toBe(200)
    }
    expect((await browser.submit(page, { code: wrong(codeFor(stage, phone)) })).status).toBe(400)
    const sent = stage.tenant.state.inbox.length
    expect((await browser.press(page, /new code/)).status).toBe(429)
    expect((await browser.submit(page, { code: codeFor(stage, phone) })).status).toBe(429)
    expect(stage.tenant.state.inbox).toHaveLength(sent)
    stage.advance(60)
    expect((await browser.submit(page, { code: codeFor(stage, phone) })).url.pathname).toBe('/callback')
  })

  test('asking for a new email is limited only as codes sent are', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, ADA)
    for (let round = 0; round < 49; round += 1) {
      expect((await browser.press(page, /new code/)).status).toBe(200)
    }
    expect((await browser.press(page, /new code/)).status).toBe(429)
  })

  test('what is limited is the address that asks, not the one that began the login', async () => {
    const phone = '+447400123456'
    const browser = stage.browser()
    const page = await browser.submit(await browser.open(authorizeUrl({ connection: 'sms' })), { phone })
    const cookie = `did=${stage.tenant.state.transactions[0]?.browser_id ?? ''}`
    const tryFrom = async (address: string): Promise<number> => {
      const answer = await stage.fetch(page.url, {
        ...{ method: 'POST', body: 'action=resend', redirect: 'manual' },
        headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, 'x-forwarded-for': address },
      })
      return answer.status
    }
    const seen = []
    for (let round = 0; round < 6; round += 1) seen.push(await tryFrom('192.0.2.1'))
    expect(seen).toEqual([200, 200, 200, 200, 200, 429])
    expect(await tryFrom('192.0.2.2')).toBe(200)
    // The login was begun here, and nothing has been asked from here since.
    expect((await browser.press(page, /new code/)).status).toBe(200)
  })

  test('without a phone provider no text is sent, and the page says so', async () => {
    stage.tenant.state.configuration.phoneProviders = []
    const browser = stage.browser()
    const page = await browser.open(authorizeUrl({ connection: 'sms' }))
    const seen = await browser.submit(page, { phone: '+447400123456' })
    expect(seen.html).toContain('We could not send a code')
    expect(stage.tenant.state.inbox).toHaveLength(0)
    expect(stage.tenant.state.logs.at(-1)?.type).toBe('fn')
  })
})
