import { buildSmsTemplate } from '../texts/build-sms-template.ts'
import { buildVoiceTemplate } from '../texts/build-voice-template.ts'
import type { Keywords } from './keywords.ts'

/**
 * The texts that carry codes, as keywords: they are made of the tenant's own BRAND and SMS_DOMAIN.
 *
 * @throws {Error} naming what is missing, or what is wrong with the brand or the host
 */
export function textKeywords(keywords: Keywords): { SMS_TEMPLATE: string; VOICE_TEMPLATE: string } {
  const missing = ['BRAND', 'SMS_DOMAIN'].filter(
    (name) => typeof keywords[name] !== 'string' || keywords[name] === '',
  )
  if (missing.length > 0)
    throw new Error(missing.map((name) => `The keyword ${name} has no value.`).join(' '))
  const [brand, host] = [String(keywords['BRAND']), String(keywords['SMS_DOMAIN'])]
  return { SMS_TEMPLATE: buildSmsTemplate({ brand, host }), VOICE_TEMPLATE: buildVoiceTemplate({ brand }) }
}
