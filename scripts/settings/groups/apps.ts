import { splitList } from '../../../lib/settings-checks.ts'
import type { Problem } from '../../../lib/settings-checks.ts'
import { ofCommands } from '../setting.ts'

export const APP_SETTINGS = {
  APP_CLIENTS: ofCommands({
    group: 'apps',
    meaning:
      'The apps whose people may add a phone, separated by commas: each the name or the client ID of an application that the tenant has.',
    needed: 'yes',
    example: 'Acme Shop, Acme for iOS',
    check: checkApps,
  }),
  OTP_CLIENTS: ofCommands({
    group: 'apps',
    meaning:
      'Those of `APP_CLIENTS` that may link a phone without a page as well, by the OTP grant with `link_to`, named in the same way. Each needs the grant type Passwordless OTP, which no deploy gives.',
    needed: 'no',
    example: 'Acme for iOS',
    check: checkApps,
  }),
}

function checkApps(text: string): Problem {
  return splitList(text).length > 0 ? undefined : 'not a list of applications'
}
