import { namesOfOthers, withClaims } from '../../../../scripts/deploy/claims.ts'
import { findApps } from '../../../../scripts/deploy/find-apps.ts'
import type { OurNames } from '../../../../scripts/deploy/our-names.ts'
import type { PresentAction, PresentTenant } from '../../../../scripts/deploy/present-tenant.ts'
import {
  newRecord,
  readRecord,
  RECORD_NAME,
  recordCode,
  withRelease,
} from '../../../../scripts/deploy/record.ts'
import { changedSecrets, hashSecrets } from '../../../../scripts/deploy/secret-hashes.ts'

const action = (name: string, code = ''): PresentAction => ({
  ...{ id: name, name, trigger: 'post-login', code, runtime: 'node22', dependencies: 0, secretNames: [] },
  ...{ deployed: undefined, allDeployed: false },
})

describe('the record', () => {
  test('is read as it was written, from an Action that says what it is for', () => {
    const record = withRelease({ ...newRecord(), claimed: ['Form/ours'] }, { at: 'today', actions: {} })
    const code = recordCode(record)
    expect(readRecord({ actions: [action('other'), action(RECORD_NAME, code)] })).toEqual(record)
    expect(code).toContain('do not deploy or bind it')
  })

  test('is none where nothing was deployed', () => {
    expect(readRecord({ actions: [action('other')] })).toBeUndefined()
  })

  test.each(['', '// record: {', '// record: {"version":2}', '// record: null'])(
    'that cannot be read (%j) is said, with what to do',
    (code) => {
      expect(() => readRecord({ actions: [action(RECORD_NAME, code)] })).toThrow(
        /holds no record of a deploy that this version can read\. Put back its former code/,
      )
    },
  )

  test('remembers five releases', () => {
    const days = ['1', '2', '3', '4', '5', '6', '7']
    const record = days.reduce((before, at) => withRelease(before, { at, actions: {} }), newRecord())
    expect(record.releases.map(({ at }) => at)).toEqual(['3', '4', '5', '6', '7'])
  })
})

describe('names of ours', () => {
  const ours: OurNames = {
    ...{ triggers: [], connections: [], companion: 'Companion' },
    ...{ actions: ['gate'], forms: ['Offer'], flows: ['Accept'] },
  }
  const present = {
    actions: [action('gate'), action(RECORD_NAME)],
    clients: [{ client_id: '1', name: 'Companion' }],
    forms: [{ id: '1', name: 'Offer', body: {} }],
    flows: [{ id: '1', name: 'Accept', body: {} }],
  } as unknown as PresentTenant

  test('that others have are each named', () => {
    expect(namesOfOthers(ours, present, newRecord())).toEqual([
      ...['Action “gate”', 'Application “Companion”', 'Form “Offer”', 'Flow “Accept”'],
    ])
  })

  test('that were claimed are ours', () => {
    expect(namesOfOthers(ours, present, withClaims(newRecord(), ours))).toEqual([])
  })
})

describe('secrets', () => {
  const secrets = [
    { name: 'KEY', value: 'a value' },
    { name: 'POLICY', value: 'offer' },
  ]
  const known = hashSecrets(secrets, 'companion secret')

  test('are remembered without a value, by hashes that another key makes otherwise', () => {
    expect(JSON.stringify(known)).not.toMatch(/a value|offer/)
    expect(hashSecrets(secrets, 'another secret')).not.toEqual(known)
  })

  test.each([
    ['the same', secrets, ['KEY', 'POLICY'], []],
    [
      'another value',
      [{ name: 'KEY', value: 'other' }, ...secrets.slice(1)],
      ['KEY', 'POLICY'],
      ['secret KEY'],
    ],
    ['one more', secrets, ['KEY'], ['secret POLICY is added']],
    ['one less', secrets.slice(0, 1), ['KEY', 'POLICY'], ['secret POLICY is removed']],
  ])('%s', (_, wanted, present, expected) => {
    expect(changedSecrets(wanted, present, known, 'companion secret')).toEqual(expected)
  })

  test('that nothing is known of count as changed', () => {
    expect(changedSecrets(secrets, ['KEY', 'POLICY'], undefined, undefined)).toEqual([
      'secret KEY',
      'secret POLICY',
    ])
  })
})

describe('apps', () => {
  const clients = [
    { client_id: 'a', name: 'Shop' },
    { client_id: 'b', name: 'Shop' },
    { client_id: 'c', name: 'Board' },
  ]

  test('are found by id, and by a name that one has', () => {
    expect(findApps(clients, ['b', 'Board']).map(({ client_id }) => client_id)).toEqual(['b', 'c'])
  })

  test('that are not there, or share their name, are all named', () => {
    expect(() => findApps(clients, ['Shop', 'None'])).toThrow(
      'The tenant has 2 applications named “Shop”: say its client id. The tenant has no application “None”.',
    )
  })
})
