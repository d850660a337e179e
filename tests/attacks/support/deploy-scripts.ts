/** What deploys, as attacks on a deploy need it: as it is, or bundled with a defence taken out. */
export { demoSettings } from '../../../scripts/demo/demo-settings.ts'
export { asSentence, connect } from '../../../scripts/deploy/connect.ts'
export { applyDeploy, planDeploy } from '../../../scripts/deploy/deploy-tenant.ts'
export { DEPLOY_SCOPES } from '../../../scripts/deploy/scopes.ts'
export { readEnvironment } from '../../../scripts/settings/read-environment.ts'
export { warmDeployCli } from '../../support/warm-deploy-cli.ts'
