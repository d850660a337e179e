import { holds } from '../../deploy/json-changes.ts'
import type { PresentTenant } from '../../deploy/present-tenant.ts'
import type { JsonObject } from '../../local-tenant/json.ts'
import { DEPLOY, failFor, type Check } from '../finding.ts'
import { about } from '../name-list.ts'

type Section = keyof PresentTenant['attackProtection']

const WORDS: Record<Section, string> = {
  bruteForceProtection: 'brute-force protection',
  suspiciousIpThrottling: 'suspicious IP throttling',
  botDetection: 'bot detection for passwordless logins',
}

export const ATTACK_PROTECTION: Check = {
  check: 'attack_protection',
  title: 'Attack protection',
  meaning:
    'Brute-force protection and suspicious IP throttling are on, and bot detection asks at passwordless logins at least when it looks risky, where the plan has it: they limit how often codes can be asked for and tried.',
  blocks: false,
  mend: DEPLOY,
  look: ({ attackProtection }, { file }) => {
    const off = Object.entries(file.attackProtection ?? {}).flatMap(([name, wanted]) => {
      const present = attackProtection[name as Section]
      const isOn = present === undefined || wanted === undefined || isEnough(present, wanted)
      return isOn ? [] : [WORDS[name as Section]]
    })
    return failFor(
      about(off, (list) => `Off: ${list}.`),
      'On.',
    )
  },
}

/** Some tenants ask always, which is more than when it looks risky. */
const isEnough = (present: JsonObject, wanted: JsonObject): boolean =>
  present['challenge_passwordless_policy'] === 'always' || holds(present, wanted)
