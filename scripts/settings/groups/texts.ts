import type { Problem } from '../../../lib/settings-checks.ts'
import { BRAND_AND_HOST_LIMIT } from '../../texts/build-sms-template.ts'
import { faultsOfBrand, isHost, NOT_A_HOST } from '../../texts/check-names.ts'
import { ofActions, ofCommands } from '../setting.ts'

export const TEXT_SETTINGS = {
  BRAND: ofCommands({
    group: 'texts',
    meaning: `The name that the SMS text shows. It and \`SMS_DOMAIN\` may have ${BRAND_AND_HOST_LIMIT} characters together, so that every language fits into one message.`,
    needed: 'yes',
    example: 'Acme',
    check: checkBrand,
  }),
  SMS_DOMAIN: ofCommands({
    group: 'texts',
    meaning:
      'The host that people sign in at, without a port. Browsers offer a code to fill in there and nowhere else.',
    needed: 'no',
    otherwise: 'the first custom domain, else `TENANT_DOMAIN`',
    example: 'login.example.com',
    check: (text) => (isHost(text) ? undefined : NOT_A_HOST),
  }),
  APP_NAME: ofActions('APP_NAME', {
    group: 'texts',
    meaning: 'The name that the email about a change speaks for.',
    otherwise: '`BRAND`',
    example: 'Acme Shop',
  }),
  HELP_URL: ofActions('HELP_URL', {
    group: 'texts',
    meaning: 'A page of yours for somebody who did not make the change; the email links to it.',
    example: 'https://example.com/help',
  }),
}

function checkBrand(text: string): Problem {
  const faults = faultsOfBrand(text)
  return faults.length > 0 ? `no name for a text message: it ${faults.join('; it ')}` : undefined
}
