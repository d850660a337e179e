import type { TenantFile } from '../../../../scripts/deploy/tenant-file.ts'
import { expandApps } from '../../../../scripts/settings/expand-apps.ts'

const FILE: TenantFile = {
  clients: [
    { name: 'Companion', client_metadata: { phone_link_inner: 'true' } },
    { name: '##APP_CLIENT_NAME##', client_metadata: { phone_link: 'on' } },
  ],
  connections: [
    { name: 'other' },
    { name: 'email', enabled_clients: ['Companion'] },
    { name: 'sms', enabled_clients: ['Companion', '##APP_CLIENT_NAME##'], options: { name: 'sms' } },
  ],
  flows: [{ name: 'Notify', body: 'notify.json' }],
}

test.each([[['Shop']], [['Shop', 'rTk3x2Vb9Q', 'Acme for iOS']]])(
  '%j are each said what is said of one',
  (apps) => {
    expect(expandApps(FILE, apps)).toEqual({
      ...FILE,
      clients: [FILE.clients?.[0], ...apps.map((name) => ({ name, client_metadata: { phone_link: 'on' } }))],
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
    expect(expandApps(file, ['Shop'])).toEqual(file)
  }
})

test('the file that is given is not changed', () => {
  const copy = structuredClone(FILE)
  expandApps(FILE, ['Shop'])
  expect(FILE).toEqual(copy)
})
