import { emailUser, refusal, smsUser, useAccounts } from './support/accounts.ts'

const api = useAccounts()

/** Four accounts, made on the first four days of March 2026 at noon: by email ann, bob, cy; by phone dee. */
beforeEach(async () => {
  const day = () => api.advance(86_400)
  await emailUser(api, 'ann@example.com', {
    ...{ name: 'Ann A.', user_metadata: { size: 13, cities: ['Paris', 'Rome'] } },
    app_metadata: { plan: 'Gold', seats: 3, links: { number: { at: 5 } } },
  })
  day()
  await emailUser(api, 'bob@example.com', { name: 'Bob AND Co', blocked: true, app_metadata: { seats: 10 } })
  day()
  await emailUser(api, 'cy@example.org', { name: 'Cy (C.)', app_metadata: { plan: 'gold', links: {} } })
  day()
  await smsUser(api, '+4915112345678', { name: 'dee', app_metadata: { born: true } })
  const logins = new Map<unknown, number>([
    ['Ann A.', 5],
    ['dee', 1],
  ])
  for (const user of api.tenant.state.users) user.logins_count = logins.get(user.name) ?? 0
})

const search = (query: string) => api.call('GET', `/users?q=${encodeURIComponent(query)}&search_engine=v3`)
/** The first three letters of the names. */
const found = async (query: string) =>
  (await search(query)).list.map(({ name }) => (name as string).slice(0, 3).trim().toLowerCase())

test.each<[string, string[]]>([
  // Exact values; only a person's names and addresses are found whatever their case.
  ['name:"ann a."', ['ann']],
  ['email:BOB@example.com', ['bob']],
  ['app_metadata.plan:gold', ['cy']],
  ['user_metadata.cities:"Rome"', ['ann']],
  ['name:Bob\\ AND\\ Co', ['bob']],
  ['name:"Bob AND Co" OR name:"Cy (C.)"', ['bob', 'cy']],
  ['user_id:sms', []],
  ['app_metadata.links:number', []],
  // Numbers, yes and no are compared as they are written.
  ['logins_count:0', ['bob', 'cy']],
  ['user_metadata.size:13', ['ann']],
  ['blocked:true', ['bob']],
  ['app_metadata.born:"true"', ['dee']],
  // Wildcards.
  ['user_id:sms*', ['dee']],
  ['email:b*example*', ['bob']],
  ['email:*.ORG', ['cy']],
  ['name:"Ann*"', []],
  ['name:Cy\\ \\(C*', ['cy']],
  // What is there.
  ['_exists_:app_metadata.seats', ['ann', 'bob']],
  ['_exists_:app_metadata.links', ['ann']],
  ['NOT _exists_:email', ['dee']],
])('%s', async (query, expected) => {
  expect(await found(query)).toEqual(expected)
})

describe('what must not hold', () => {
  test.each<[string, string[]]>([
    ['NOT identities.provider:"sms"', ['ann', 'bob', 'cy']],
    ['-blocked:true AND -user_id:sms*', ['ann', 'cy']],
    ['identities.provider:"sms" AND user_id:sms* AND NOT app_metadata.born:true', []],
    ['identities.provider:"sms" AND user_id:sms* AND NOT app_metadata.born:false', ['dee']],
    ['identities.provider:"email" AND NOT app_metadata.plan:*old', ['bob']],
    ['NOT (name:dee OR blocked:true)', ['ann', 'cy']],
    ['(name:dee OR blocked:true) AND logins_count:0', ['bob']],
    ['(email:*org AND NOT blocked:true) OR (name:dee)', ['cy', 'dee']],
  ])('%s', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })
})

describe('a range', () => {
  test.each<[string, string[]]>([
    ['created_at:[2020-01-01 TO 2026-03-02]', ['ann', 'bob']],
    ['created_at:[2020-01-01 TO 2026-03-02}', ['ann']],
    ['created_at:{2026-03-02 TO *]', ['cy', 'dee']],
    ['created_at:[2026-03-02 TO 2026-03-03T12:00:00.000Z]', ['bob', 'cy']],
    ['created_at:{2026-03-02T12:00:00.000Z TO 2026-03-04T12:00:00.000Z}', ['cy']],
    ['created_at:[2026-03-02T13:00:00+01:00 TO "2026-03-03T12:00:00"]', ['bob', 'cy']],
    ['created_at:[2026-03 TO 2027]', ['ann', 'bob', 'cy', 'dee']],
    ['created_at:[* TO 2025]', []],
    ['logins_count:[1 TO 5]', ['ann', 'dee']],
    ['logins_count:{1 TO 5]', ['ann']],
    ['logins_count:[* TO 1}', ['bob', 'cy']],
    // As numbers: as texts, 10 would come before 3.
    ['app_metadata.seats:[4 TO 20]', ['bob']],
    ['app_metadata.links.number.at:[-1.5 TO 5]', ['ann']],
    ['name:[1 TO 5]', []],
    ['user_id:sms* AND created_at:[* TO 2026-03-04T12:00:00.000Z] AND NOT logins_count:0', ['dee']],
  ])('%s', async (query, expected) => {
    expect(await found(query)).toEqual(expected)
  })
})

test.each([
  ['a value without its field', 'ann'],
  ['a list without operators', 'name:ann name:bob'],
  ['nothing', ' '],
  ['an operator without a term', 'name:ann AND'],
  ['an operator in small letters', 'name:ann and name:bob'],
  ['AND beside OR, which Lucene reads otherwise', 'name:ann AND name:bob OR name:dee'],
  ['a negation beside OR, which Lucene reads as AND', 'NOT name:ann OR name:bob'],
  ['a group of negations, by which Lucene finds nothing', 'name:ann AND (NOT blocked:true)'],
  ['a negation of a negation', 'NOT -name:ann'],
  ['a parenthesis that is not closed', '(name:ann'],
  ['a parenthesis that is not opened', 'name:ann)'],
  ['a quote that is not closed', 'name:"ann'],
  ['values of a field in a group', 'name:(ann OR bob)'],
  ['a fuzzy term', 'name:ann~'],
  ['a boost', 'name:ann^2'],
  ['a question mark', 'name:an?'],
  ['a regular expression', 'name:/ann/'],
  ['a comparison', 'logins_count:>5'],
  ['a sign in front of a value', 'logins_count:-5'],
  ['a time without quotes', 'created_at:2026-03-01T12:00:00.000Z'],
  ['a wildcard in front of two characters', 'name:*nn'],
  ['a wildcard alone', 'name:*'],
  ['a wildcard in user_metadata', 'user_metadata.cities:Par*'],
  ['a range in user_metadata', 'user_metadata.size:[1 TO 20]'],
  ['a range of names', 'name:[ann TO cy]'],
  ['a range with one end', 'logins_count:[5]'],
  ['a day that is none', 'created_at:[2026-13-01 TO *]'],
  ['the domain of an address, which is not searched here', 'email.domain:example.com'],
  ['the existence of no field', '_exists_:"email"'],
])('%s is refused: %s', async (_, query) => {
  expect(await search(query)).toMatchObject(refusal(400, 'invalid_query_string'))
})

test('that the order does not matter can be said, by yes or no', async () => {
  expect(await api.call('GET', '/users?primary_order=false&q=name:dee')).toMatchObject({ status: 200 })
  const answer = await api.call('GET', '/users?primary_order=maybe')
  expect(answer).toMatchObject(refusal(400, 'invalid_query_string'))
})
