import { checkHost, checkText } from '../../../lib/settings-checks.ts'
import { foundByDeploy, ofActions, ofCommands } from '../setting.ts'

export const TENANT_SETTINGS = {
  AUTH0_DOMAIN: ofCommands({
    group: 'tenant',
    meaning: 'Host that the commands call, without `https://`: the canonical one or a custom domain.',
    needed: 'yes',
    example: 'acme.eu.auth0.com',
    check: checkHost,
  }),
  AUTH0_CLIENT_ID: ofCommands({
    group: 'tenant',
    meaning: 'Client ID of the machine-to-machine application that deploys.',
    needed: 'yes',
    example: 'rTk3x2Vb9QmZ7LpW4YcN8sDfGhJkA1eU',
    check: checkText,
  }),
  AUTH0_CLIENT_SECRET: ofCommands({
    group: 'tenant',
    meaning: 'Client secret of that application.',
    needed: 'yes',
    isSecret: true,
    example: 'the one that Auth0’s dashboard shows for the application that deploys',
    check: checkText,
  }),
  TENANT_DOMAIN: ofActions('TENANT_DOMAIN', {
    group: 'tenant',
    meaning: 'The tenant’s canonical domain; to be given where `AUTH0_DOMAIN` is a custom one.',
    otherwise: '`AUTH0_DOMAIN`',
    example: 'acme.eu.auth0.com',
  }),
  CUSTOM_DOMAINS: ofActions('CUSTOM_DOMAINS', {
    group: 'tenant',
    meaning: 'Custom domains that people sign in at, separated by commas; `none` for none.',
    otherwise: 'those that the tenant has',
    example: 'login.example.com',
  }),
  COMPANION_CLIENT_ID: foundByDeploy('COMPANION_CLIENT_ID', {
    group: 'tenant',
    meaning: 'Client ID of the application `Phone Linking Companion`.',
    example: 'mZ7LpW4YcN8sDfGhJkA1eUrTk3x2Vb9Q',
  }),
  COMPANION_CLIENT_SECRET: foundByDeploy('COMPANION_CLIENT_SECRET', {
    group: 'tenant',
    meaning: 'Client secret of the application `Phone Linking Companion`.',
    isSecret: true,
    example: 'the one that Auth0’s dashboard shows for the companion',
  }),
}
