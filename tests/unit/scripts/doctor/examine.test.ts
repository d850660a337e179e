import { CHECKS } from '../../../../scripts/doctor/checks.ts'
import { blocking, examine } from '../../../../scripts/doctor/examine.ts'
import { action, healthyCase, type Case } from './healthy-tenant.ts'
import { ACTIONS } from './mistakes/actions.ts'
import { APPS } from './mistakes/apps.ts'
import { BINDINGS } from './mistakes/bindings.ts'
import { BODIES } from './mistakes/bodies.ts'
import { CODES } from './mistakes/codes.ts'
import { COMPANION } from './mistakes/companion.ts'
import { EMAIL } from './mistakes/email.ts'
import { LIMITS } from './mistakes/limits.ts'
import { OTP, withOtpApp } from './mistakes/otp-apps.ts'
import { PAGES } from './mistakes/login-pages.ts'
import { PEOPLE } from './mistakes/people.ts'
import { PROTECTION } from './mistakes/protection.ts'
import { SMS } from './mistakes/sms-connection.ts'
import { companion, DEPLOY, many, named, ourGrant, sms } from './parts-of-a-case.ts'

const MISTAKES = [
  ...[...PAGES, ...EMAIL, ...CODES, ...SMS, ...APPS, ...OTP, ...COMPANION],
  ...[...ACTIONS, ...BINDINGS, ...BODIES, ...PROTECTION, ...PEOPLE, ...LIMITS],
]

function examined(change: (of: Case) => unknown = () => undefined) {
  const of = healthyCase()
  change(of)
  return examine(of.tenant, of.wanted)
}

test('a healthy tenant passes every check, and each says so once', () => {
  const findings = examined()
  expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  expect(findings.map(({ check }) => check)).toEqual(CHECKS.map(({ check }) => check))
  expect(findings.filter(({ mend, blocks }) => mend !== undefined || blocks)).toEqual([])
})

test.each(MISTAKES)('%s', (_, change, check, verdict, found, mend) => {
  const findings = examined(change).filter((finding) => finding.verdict !== 'pass')
  expect(findings.map((finding) => finding.check)).toEqual([check])
  const [finding] = findings
  expect(finding).toMatchObject({ verdict: verdict.split(',')[0], blocks: verdict === 'fail, blocks', found })
  expect(finding?.mend).toContain(mend)
})

describe('what is no problem', () => {
  test.each<[string, (of: Case) => void]>([
    ['an app named by its client id', ({ wanted }) => (wanted.apps = ['id-app'])],
    ['an app with the OTP grant', withOtpApp],
    [
      'an app with the OTP grant, in one setting by its name and in the other by its client id',
      (of) => {
        withOtpApp(of)
        of.wanted.otpApps = ['id-app']
      },
    ],
    ['a plan without bot detection', ({ tenant }) => (tenant.attackProtection.botDetection = undefined)],
    [
      'bot detection that always asks',
      ({ tenant }) => (tenant.attackProtection.botDetection = { challenge_passwordless_policy: 'always' }),
    ],
    ['grant types in another order', (of) => (companion(of).client['grant_types'] as string[]).reverse()],
    ['scopes in another order', (of) => ourGrant(of).scope.reverse()],
    [
      'a mark of somebody’s on the companion',
      (of) => (companion(of).client['client_metadata'] = { phone_link_inner: 'true', team: 'login' }),
    ],
    [
      'the tenant’s own phone provider, with CODE_PROVIDER none',
      ({ tenant, wanted }) => {
        wanted.codeProvider = 'none'
        tenant.phoneProviders = [{ name: 'twilio', disabled: false }]
      },
    ],
    [
      'somebody’s Action that delivers codes, with CODE_PROVIDER none',
      ({ tenant, wanted }) => {
        wanted.codeProvider = 'none'
        tenant.actions.push(action('my-codes', 'custom-phone-provider'))
      },
    ],
    [
      'no phone provider, where the sms connection has a gateway of its own',
      (of) => {
        of.wanted.codeProvider = 'none'
        of.tenant.phoneProviders = []
        sms(of).options['provider'] = 'sms_gateway'
      },
    ],
    [
      'no phone provider, where the sms connection has a Twilio account of its own',
      (of) => {
        of.wanted.codeProvider = 'none'
        of.tenant.phoneProviders = []
        sms(of).options['twilio_sid'] = 'AC1'
      },
    ],
    [
      'people who sign in by phone alone and may go on',
      ({ wanted }) => {
        wanted.counted.phoneOnlyPeople = 12
        wanted.smsOnlyAccounts = 'allow'
      },
    ],
    [
      'a hundred drafts, which Auth0 does not count',
      ({ tenant }) =>
        tenant.actions.push(
          ...many(100, (i) => ({ ...action(`draft-${i}`, 'post-login'), deployed: undefined })),
        ),
    ],
    [
      'a hundred deployed Actions that are bound to nothing',
      ({ tenant }) => tenant.actions.push(...many(100, (i) => action(`old-${i}`, 'post-login'))),
    ],
    [
      'custom domains that are given as the tenant has them',
      ({ wanted }) => (wanted.customDomains = ['login.example.com']),
    ],
  ])('%s', (_, change) => {
    expect(examined(change).filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  })

  test('a further app that is marked is named', () => {
    const findings = examined(
      ({ tenant }) => (named(tenant.clients, 'Other').client_metadata = { phone_link: 'on' }),
    )
    expect(findings.find(({ check }) => check === 'app_marks')).toMatchObject({
      verdict: 'pass',
      found: 'All are marked. Marked as well, without being in APP_CLIENTS: Other.',
    })
  })
})

test('an empty tenant blocks for what only its admin can mend; a deploy brings the rest', () => {
  const findings = examined((of) =>
    Object.assign(of.tenant, {
      ...{ emailProvider: undefined, actions: [], bindings: {}, companion: undefined, connections: [] },
      ...{ forms: [], flows: [], phoneProviders: [] },
    }),
  )
  expect(blocking(findings).map(({ check }) => check)).toEqual(['email_connection'])
  const byDeploy = findings.filter(({ mend }) => mend === DEPLOY).map(({ check }) => check)
  expect(byDeploy).toEqual([
    ...['email_connection_companion', 'phone_provider', 'sms_connection', 'companion', 'companion_callbacks'],
    ...['companion_grant', 'actions', 'bindings', 'forms', 'flows'],
  ])
})

describe('settings that do not hold', () => {
  test('each is a finding of its own, and blocks', () => {
    const problems = ['BRAND is missing. Example: Acme.', 'HELP_URL is not an https URL. Example: x.']
    const findings = examined(({ wanted }) => (wanted.settingsProblems = problems)).filter(
      ({ check }) => check === 'settings',
    )
    expect(findings.map(({ verdict, found, blocks }) => [verdict, found, blocks])).toEqual(
      problems.map((problem) => ['fail', problem, true]),
    )
  })

  test.each<[string, (of: Case) => void, string[]]>([
    ['APP_CLIENTS', ({ wanted }) => (wanted.apps = undefined), ['apps', 'app_marks', 'otp_apps']],
    [
      'OTP_CLIENTS',
      ({ wanted }) => (wanted.otpApps = undefined),
      ['otp_apps', 'otp_marks', 'otp_grants', 'otp_codes'],
    ],
    ['CODES_PER_HOUR', ({ wanted }) => (wanted.hasHourBudget = undefined), ['otp_codes']],
    [
      'CODE_PROVIDER',
      ({ wanted }) => (wanted.codeProvider = undefined),
      ['tenant_phone_provider', 'phone_provider', 'phone_provider_action', 'otp_codes'],
    ],
    ['PHONE_COUNTRIES', ({ wanted }) => (wanted.codes = undefined), ['actions']],
  ])('what depends on %s is not judged without it, and all else is', (_, change, left) => {
    const findings = examined((of) => {
      withOtpApp(of)
      change(of)
    })
    const seen = findings.map(({ check }) => check)
    expect(CHECKS.map(({ check }) => check).filter((check) => !seen.includes(check))).toEqual(left)
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  })
})

test('R43 no finding holds a secret', () => {
  const everything = MISTAKES.flatMap(([, change]) => examined(change))
  expect(JSON.stringify(everything)).not.toContain('not-to-be-seen')
})

test('every check has a name of its own, and every one that can fail has been seen to', () => {
  const names = CHECKS.map(({ check }) => check)
  expect(new Set(names).size).toBe(names.length)
  const seen = MISTAKES.map(([, , check]) => check)
  expect(names.filter((check) => !seen.includes(check))).toEqual(['settings'])
})
