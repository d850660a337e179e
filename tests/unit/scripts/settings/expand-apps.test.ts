import type { TenantFile } from '../../../../scripts/deploy/tenant-file.ts'
import { expandApps } from '../../../../scripts/settings/expand-apps.ts'

const MARKS = { phone_link: 'on' }
const OTP_MARKS = { phone_link: 'on', phone_link_otp: 'on' }

const FILE: TenantFile = {
  clients: [
    { name: 'Companion', client_metadata: { phone_link_inner: 'true' } },
    { name: '##APP_CLIENT_NAME##', client_metadata: MARKS },
    { name: '##OTP_CLIENT_NAME##', client_metadata: OTP_MARKS },
  ],
  connections: [
    { name: 'other' },
    { name: 'email', enabled_clients: ['Companion'] },
    { name: 'sms', enabled_clients: ['Companion', '##APP_CLIENT_NAME##'], options: { name: 'sms' } },
  ],
  flows: [{ name: 'Notify', body: 'notify.json' }],
}

test.each<[apps: string[], otpApps: string[], rest: string[]]>([
  [['Shop'], [], ['Shop']],
  [['Shop', 'rTk3x2Vb9Q', 'Acme for iOS'], [], ['Shop', 'rTk3x2Vb9Q', 'Acme for iOS']],
  [['Shop', 'rTk3x2Vb9Q', 'Acme for iOS'], ['rTk3x2Vb9Q'], ['Shop', 'Acme for iOS']],
  [['Shop'], ['Shop'], []],
])(
  '%j are each said what is said of one, and %j what is said of one with the OTP grant',
  (apps, otp, rest) => {
    expect(expandApps(FILE, apps, otp)).toEqual({
      ...FILE,
      clients: [
        FILE.clients?.[0],
        ...rest.map((name) => ({ name, client_metadata: MARKS })),
        ...otp.map((name) => ({ name, client_metadata: OTP_MARKS })),
      ],
      connections: [
        { name: 'other' },
        { name: 'email', enabled_clients: ['Companion'] },
        { name: 'sms', enabled_clients: ['Companion', ...apps], options: { name: 'sms' } },
      ],
    })
  },
)

test('a file that speaks of no app stays as it is', () => {
  for (const file of [{ flows: [] }, { clients: [], connections: [] }]) {
    expect(expandApps(file, ['Shop'], ['Shop'])).toEqual(file)
  }
})

test('the file that is given is not changed', () => {
  const copy = structuredClone(FILE)
  expandApps(FILE, ['Shop'], ['Shop'])
  expect(FILE).toEqual(copy)
})
