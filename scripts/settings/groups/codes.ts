import { checkCodeProvider, checkText } from '../../../lib/settings-checks.ts'
import type { Problem } from '../../../lib/settings-checks.ts'
import { ofActions, ofCommands } from '../setting.ts'

export const CODE_SETTINGS = {
  CODE_PROVIDER: ofActions('CODE_PROVIDER', {
    group: 'codes',
    meaning:
      'Who delivers codes: `twilio_messaging`, `twilio_verify` or `webhook`. With `none`, the tenant keeps its own phone provider, and the settings of providers are not asked for.',
    example: 'twilio_messaging',
    check: checkProviderOrNone,
  }),
  TWILIO_ACCOUNT_SID: ofActions('TWILIO_ACCOUNT_SID', {
    group: 'codes',
    meaning: 'Twilio’s id of your account, `AC…`; needed with Twilio.',
    example: `AC${'0123456789abcdef'.repeat(2)}`,
  }),
  TWILIO_AUTH_TOKEN: ofActions('TWILIO_AUTH_TOKEN', {
    group: 'codes',
    meaning: 'The auth token of that account; needed with Twilio.',
    isSecret: true,
    example: 'the one on the home page of Twilio’s console',
  }),
  TWILIO_VERIFY_SID: ofActions('TWILIO_VERIFY_SID', {
    group: 'codes',
    meaning: 'The Verify service that sends the codes, `VA…`; needed with `twilio_verify`.',
    example: `VA${'0123456789abcdef'.repeat(2)}`,
  }),
  TWILIO_MESSAGING_SID: ofActions('TWILIO_MESSAGING_SID', {
    group: 'codes',
    meaning:
      'The messaging service that sends the texts, `MG…`; needed with `twilio_messaging` unless there is `TWILIO_FROM`.',
    example: `MG${'0123456789abcdef'.repeat(2)}`,
  }),
  TWILIO_FROM: ofActions('TWILIO_FROM', {
    group: 'codes',
    meaning: 'The number, short code or name that texts come from, where there is no messaging service.',
    example: '+4915735999999',
  }),
  TWILIO_API_URL: ofActions('TWILIO_API_URL', {
    group: 'codes',
    meaning: 'Where Twilio’s API is, if not at its usual place: a region of theirs, or a stand-in.',
    example: 'https://api.dublin.ie1.twilio.com',
  }),
  WEBHOOK_URL: ofActions('WEBHOOK_URL', {
    group: 'codes',
    meaning: 'Where codes are posted to as JSON; needed with `webhook`.',
    example: 'https://example.com/codes',
  }),
  WEBHOOK_SECRET: ofActions('WEBHOOK_SECRET', {
    group: 'codes',
    meaning:
      'What these posts are signed with (Standard Webhooks): `whsec_` and 24 to 64 random bytes in base64; needed with `webhook`.',
    isSecret: true,
    example: '`whsec_` and what `openssl rand -base64 32` prints',
  }),
  CODES_PER_HOUR: ofActions('CODES_PER_HOUR', {
    group: 'codes',
    meaning:
      'How many codes all people together may be sent within an hour, as far as the cache remembers. `none`: any number.',
    example: '500',
  }),
  TICKET_CHECK: ofActions('TICKET_CHECK', {
    group: 'codes',
    meaning:
      '`on`: the companion sends a code only while an outer login asks for it, which needs Auth0’s Correlation ID. `off` where the tenant does not have that yet.',
    fallback: 'on',
    example: 'off',
  }),
  FORMER_TWILIO_AUTH_TOKEN: ofCommands({
    group: 'codes',
    meaning:
      'For `npm run undeploy` alone: the auth token of the Twilio phone provider that the tenant had before, which Auth0 never shows again.',
    needed: 'no',
    isSecret: true,
    example: 'the one on the home page of Twilio’s console',
    check: checkText,
  }),
}

function checkProviderOrNone(text: string): Problem {
  const problem = text === 'none' ? undefined : checkCodeProvider(text)
  return problem === undefined ? undefined : `${problem} or none`
}
