import { scopeOf } from '../../../scripts/local-tenant/forms/form-scope.ts'
import { interpolate } from '../../../scripts/local-tenant/forms/variables.ts'
import { settled } from '../../../scripts/local-tenant/service/phone-deliveries.ts'
import { completed, denied } from './support/fake-actions.ts'
import { askForCode, authorizeUrl, codeFor, logInByEmail, logInByPhone, useStage } from './support/stage.ts'

const stage = useStage()
const ID = 'txn_12345_xyz'
const LONGEST = 'abc-XYZ.0*~@+/:'.padEnd(64, '_')

const told = () =>
  stage.actions.seen.map(({ event }) => (event.transaction as { correlation_id?: string }).correlation_id)
const references = () =>
  stage.tenant.state.logs.map(({ type, references: found }) => [type, found?.correlation_id])

describe('the correlation_id of a login', () => {
  test.each([
    ['letters, digits and marks, 64 of them', LONGEST, LONGEST],
    ['one character', 'a', 'a'],
    ['65 characters', 'a'.repeat(65), undefined],
    ['nothing', '', undefined],
    ['a space', 'a b', undefined],
    ['a line break at its end', 'a\n', undefined],
    ['a mark that is not allowed', 'a=b', undefined],
    ['a letter with an accent', 'é', undefined],
  ])('%s', async (_name, correlation_id, expected) => {
    const arrived = await logInByEmail(stage, stage.browser(), undefined, { correlation_id })
    // What breaks the rules is passed over; the login goes on.
    expect(arrived.url.pathname).toBe('/callback')
    expect(told()).toEqual([expected])
  })

  test('sent twice it is passed over', async () => {
    const url = authorizeUrl({ correlation_id: ID })
    url.searchParams.append('correlation_id', 'another')
    const browser = stage.browser()
    const page = await browser.submit(await browser.open(url), { email: 'ada@example.com' })
    await browser.submit(page, { code: codeFor(stage, 'ada@example.com') })
    expect(told()).toEqual([undefined])
  })

  test('is told to the Actions of sign-up, login and texts', async () => {
    await logInByPhone(stage, stage.browser(), undefined, { correlation_id: ID })
    expect(told()).toEqual([ID])
    expect(stage.actions.signUps).toMatchObject([{ transaction: { correlation_id: ID } }])
    stage.tenant.state.configuration.phoneProviders = [{ name: 'custom' }]
    const browser = stage.browser()
    const url = authorizeUrl({ connection: 'sms', correlation_id: 'another' })
    await browser.submit(await browser.open(url), { phone: '+447400123456' })
    await settled(stage.tenant)
    expect(stage.actions.texts).toMatchObject([{ transaction: { correlation_id: 'another' } }])
  })

  test('is in every entry of the log about the login', async () => {
    await logInByEmail(stage, stage.browser(), undefined, { correlation_id: ID })
    expect(references()).toEqual([
      ['cls', ID],
      ['ss', ID],
      ['s', ID],
    ])
  })

  test('is in the log of what failed as well, and not in that of other logins', async () => {
    const browser = stage.browser()
    const page = await askForCode(browser, 'ada@example.com', { correlation_id: ID })
    await browser.submit(page, { code: '000000' })
    stage.actions.onLogin = () => denied('no')
    await browser.submit(page, { code: codeFor(stage, 'ada@example.com') })
    await browser.open(authorizeUrl({ prompt: 'none', correlation_id: ID, connection: '' }))
    stage.actions.onLogin = () => completed()
    await logInByEmail(stage, stage.browser(), 'eve@example.com')
    expect(references()).toEqual([
      ...[
        ['cls', ID],
        ['fp', ID],
        ['ss', ID],
        ['f', ID],
        ['fsa', ID],
      ],
      ...[
        ['cls', undefined],
        ['ss', undefined],
        ['s', undefined],
      ],
    ])
  })

  test('can be in a template', async () => {
    const { connections } = stage.tenant.state.configuration
    Object.assign(connections[0]?.options ?? {}, { email: { body: 'Ref: {{ correlation_id }}.' } })
    await askForCode(stage.browser(), 'ada@example.com', { correlation_id: ID })
    expect(stage.tenant.state.inbox.at(-1)?.text).toBe(`Ref: ${ID}.`)
    await askForCode(stage.browser(), 'ada@example.com')
    expect(stage.tenant.state.inbox.at(-1)?.text).toBe('Ref: .')
  })

  test('can be in a form', async () => {
    await askForCode(stage.browser(), 'ada@example.com', { correlation_id: ID })
    const [transaction] = stage.tenant.state.transactions
    if (transaction === undefined) throw new Error('There is no login.')
    const scope = scopeOf(stage.tenant, transaction, {})
    expect(interpolate('{{context.transaction.correlation_id}}', scope)).toBe(ID)
  })

  test('is nowhere in a tenant that does not have it', async () => {
    stage.tenant.unknowns.correlationId = 'absent'
    await logInByPhone(stage, stage.browser(), undefined, { correlation_id: ID })
    expect(told()).toEqual([undefined])
    expect(references().map(([, id]) => id)).toEqual([undefined, undefined, undefined])
    // It is a parameter like any that Auth0 does not know.
    expect(stage.actions.seen[0]?.event.request.query['correlation_id']).toBe(ID)
  })
})
