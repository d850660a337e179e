import { splitList } from '../../../lib/settings-checks.ts'
import { ofCommands } from '../setting.ts'

export const APP_SETTINGS = {
  APP_CLIENTS: ofCommands({
    group: 'apps',
    meaning:
      'The apps whose people may add a phone, separated by commas: each the name or the client ID of an application that the tenant has.',
    needed: 'yes',
    example: 'Acme Shop, Acme for iOS',
    check: (text) => (splitList(text).length > 0 ? undefined : 'not a list of applications'),
  }),
}
