import { DEPLOY } from '../parts-of-a-case.ts'
import type { Mistake } from '../mistake.ts'

export const PROTECTION: readonly Mistake[] = [
  [
    'brute-force protection off',
    ({ tenant }) => (tenant.attackProtection.bruteForceProtection['enabled'] = false),
    'attack_protection',
    'fail',
    'Off: brute-force protection.',
    DEPLOY,
  ],
  [
    'suspicious IP throttling off',
    ({ tenant }) => (tenant.attackProtection.suspiciousIpThrottling['enabled'] = false),
    'attack_protection',
    'fail',
    'Off: suspicious IP throttling.',
    DEPLOY,
  ],
  [
    'bot detection off',
    ({ tenant }) => (tenant.attackProtection.botDetection = { challenge_passwordless_policy: 'never' }),
    'attack_protection',
    'fail',
    'Off: bot detection for passwordless logins.',
    DEPLOY,
  ],
]
