import { join } from 'node:path'

import { startThirdParty } from '../../../../../scripts/bench/third-party/measure-third-party.ts'
import type { ThirdParty } from '../../../../../scripts/bench/third-party/third-party.ts'

/** Looks for other accounts of the address, as samples of account linking do. */
const LINKING = `
const { ManagementClient } = require('auth0')
exports.onExecutePostLogin = async (event, api) => {
  const management = new ManagementClient({
    domain: event.secrets.DOMAIN,
    clientId: event.secrets.CLIENT_ID,
    clientSecret: event.secrets.CLIENT_SECRET,
  })
  const found = await management.users.listUsersByEmail({ email: event.user.email })
  if (!Array.isArray(found)) api.access.deny('Nobody was found.')
}`

/** Calls without \`fetch\`, as older SDKs do. */
const BY_HTTPS = `
const https = require('https')
exports.onExecutePostLogin = async (event) => {
  await new Promise((resolve, reject) => {
    https.get('https://' + event.secrets.DOMAIN + '/.well-known/jwks.json', (answer) => answer.resume().on('end', resolve))
      .on('error', reject)
  })
}`

const action = (code: string, dependencies: ThirdParty['dependencies'] = []): ThirdParty => ({
  ...{ name: 'linking', code, dependencies, packagesRoot: join(__dirname, '../../../../..') },
  secrets: [
    { name: 'DOMAIN', value: '{{domain}}' },
    { name: 'CLIENT_ID', value: '{{client_id}}' },
    { name: 'CLIENT_SECRET', value: '{{client_secret}}' },
  ],
})

test('an Action that uses the Auth0 SDK is measured with its two calls, which take their time', async () => {
  const { version } = jest.requireActual<{ version: string }>('auth0/package.json')
  const bench = await startThirdParty(action(LINKING, [{ name: 'auth0', version }]))
  try {
    const { cold, warm, late, calls } = await bench.measureRound()
    expect(calls).toBe(2)
    expect(cold).toBeGreaterThan(warm)
    // Two calls one after the other, each 100 ms later.
    expect(late).toBeGreaterThan(200)
  } finally {
    await bench.stop()
  }
}, 120_000)

test('calls that are made without fetch are counted as well', async () => {
  const bench = await startThirdParty(action(BY_HTTPS))
  try {
    expect(await bench.measureRound()).toMatchObject({ calls: 1 })
  } finally {
    await bench.stop()
  }
}, 120_000)

test.each([
  ['throws', "throw new Error('It broke.')", 'linking failed in onExecutePostLogin: It broke.'],
  ['denies', "api.access.deny('not_today')", 'linking does not let an ordinary login pass: access_denied'],
])(
  'an Action that %s is told in a sentence',
  async (_, body, sentence) => {
    const code = `exports.onExecutePostLogin = async (event, api) => { ${body} }`
    await expect(startThirdParty(action(code))).rejects.toThrow(sentence)
  },
  120_000,
)
