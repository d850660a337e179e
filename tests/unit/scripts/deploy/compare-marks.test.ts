import { compareMarks } from '../../../../scripts/deploy/compare-marks.ts'
import { addChanges, changesBetween } from '../../../../scripts/deploy/json-changes.ts'
import type {
  PresentAction,
  PresentClient,
  PresentTenant,
} from '../../../../scripts/deploy/present-tenant.ts'
import {
  newRecord,
  readRecord,
  RECORD_NAME,
  recordCode,
  type Before,
  type DeployRecord,
} from '../../../../scripts/deploy/record.ts'
import type { TenantFile } from '../../../../scripts/deploy/tenant-file.ts'
import type { JsonObject } from '../../../../scripts/local-tenant/json.ts'
import { unmarkApps } from '../../../../scripts/undeploy/apps.ts'

const ON = { phone_link: 'on' }
const BOTH = { phone_link: 'on', phone_link_otp: 'on' }

const client = (metadata: JsonObject): PresentClient => ({
  ...{ client_id: 'id-app', name: 'App', client_metadata: { team: 'shop', ...metadata } },
})
const fileOf = (marks: JsonObject): TenantFile => ({ clients: [{ name: 'id-app', client_metadata: marks }] })
const recordOf = (marks: Before['marks']): DeployRecord => ({
  ...newRecord(),
  before: { ...newRecord().before, marks },
})
/** What a deploy remembers that has made the one of the other. */
const remembered = (before: JsonObject, after: JsonObject): DeployRecord =>
  recordOf({ 'id-app': changesBetween(before, after) })

/** What becomes of the one app, which is to be marked so; undefined for one that is not named any more. */
function planned(app: PresentClient, marks: JsonObject | undefined, record: DeployRecord) {
  const named = marks === undefined ? [] : [app]
  const plan = compareMarks(fileOf(marks ?? {}), { clients: [app] }, named, record)
  return {
    details: plan.pieces.flatMap(({ details }) => details),
    sent: plan.marks.map(({ metadata }) => metadata),
    record: recordOf(plan.before),
  }
}

/** What an undeploy sends to put back what was there. */
const takenBack = (app: PresentClient, record: DeployRecord) =>
  unmarkApps({
    ...{ present: { clients: [app] } as PresentTenant, record },
    ...{ peopleWithPhones: 0, formerAuthToken: undefined },
  }).steps.map((step) => (step.do === 'unmark' ? step.metadata : step))

test.each<[string, JsonObject, JsonObject, string[]]>([
  ['both marks', {}, BOTH, ['is marked phone_link', 'is marked phone_link_otp']],
  ['the one that is missing', ON, BOTH, ['is marked phone_link_otp']],
  ['one of another value', { ...ON, phone_link_otp: 'off' }, BOTH, ['is marked phone_link_otp']],
])('an app is given %s, and an undeploy puts back what was there', (_, before, marks, details) => {
  const plan = planned(client(before), marks, newRecord())
  expect(plan.details).toEqual(details)
  expect(plan.sent).toEqual([marks])
  const former = Object.keys(BOTH).filter((key) => before[key] !== 'on')
  expect(takenBack(client(BOTH), plan.record)).toEqual([
    Object.fromEntries(former.map((key) => [key, before[key] ?? null])),
  ])
})

test('an app that has what it is to have is left alone, and nothing is remembered of it', () => {
  const plan = planned(client(BOTH), BOTH, newRecord())
  expect(plan).toMatchObject({ details: [], sent: [], record: { before: { marks: {} } } })
})

describe('an app that may not use the OTP grant any more', () => {
  const record = remembered({}, BOTH)

  test('loses that mark alone, and it is remembered until that is done', () => {
    const plan = planned(client(BOTH), ON, record)
    expect(plan.details).toEqual(['is not to be marked any more: phone_link_otp as it was'])
    expect(plan.sent).toEqual([{ phone_link_otp: null }])
    expect(planned(client(BOTH), ON, plan.record)).toEqual(plan)
    const done = planned(client(ON), ON, plan.record)
    expect(done).toEqual({ details: [], sent: [], record: remembered({}, ON) })
  })

  test('is given back what it had there', () => {
    const had = { phone_link_otp: 'off' }
    expect(planned(client(BOTH), ON, remembered(had, BOTH)).sent).toEqual([had])
  })

  test('keeps the mark that somebody sets after it was taken off', () => {
    const { record: after } = planned(client(ON), ON, record)
    expect(planned(client(BOTH), ON, after)).toMatchObject({ details: [], sent: [] })
  })

  test('is marked anew in one call with what it loses', () => {
    const plan = planned(client({ phone_link_otp: 'on' }), ON, record)
    expect(plan.sent).toEqual([{ phone_link_otp: null, ...ON }])
  })
})

test('an app that is not named any more loses both marks; one that somebody has changed stays theirs', () => {
  const record = remembered({}, BOTH)
  expect(planned(client(BOTH), undefined, record)).toMatchObject({
    details: [
      'is not named any more: phone_link as it was',
      'is not named any more: phone_link_otp as it was',
    ],
    sent: [{ phone_link: null, phone_link_otp: null }],
    record,
  })
  const changed = planned(client({ ...BOTH, phone_link_otp: 'beta' }), undefined, record)
  expect(changed.sent).toEqual([{ phone_link: null }])
  expect(planned(client(BOTH), undefined, changed.record).sent).toEqual([{ phone_link: null }])
})

describe('a record that a version without OTP_CLIENTS has written', () => {
  // As it was written, but for most of its claims.
  const CODE = `// Written by \`npm run deploy\` of phone linking; \`npm run undeploy\` reads it and takes it away.
// It remembers what this tenant had before. It never runs: do not deploy or bind it, and do not edit it.
// record: {"version":1,"claimed":["Action/phone-gate"],"before":{"marks":{"id-app":[{"path":["phone_link"],"after":"mQwjhouWWBSxF8-abE3-RUUurcIXHh-YGGXr_ITxByQ"}]},"connections":{},"phoneProvider":"untouched","phoneTemplates":[],"attackProtection":{}},"releases":[]}
exports.onExecutePostLogin = async () => {}
`
  const action = { name: RECORD_NAME, code: CODE } as PresentAction

  test('is read, goes on with the new mark, and an undeploy takes off both', () => {
    const record = readRecord({ actions: [action] })
    if (record === undefined) throw new Error('There is no record.')
    expect(recordCode(record)).toBe(CODE)
    const plan = planned(client(ON), BOTH, record)
    expect(plan.details).toEqual(['is marked phone_link_otp'])
    expect(plan.record.before.marks['id-app']).toEqual(
      addChanges(record.before.marks['id-app'] ?? [], changesBetween({}, { phone_link_otp: 'on' })),
    )
    expect(takenBack(client(BOTH), plan.record)).toEqual([{ phone_link: null, phone_link_otp: null }])
  })
})
