import { callsWithRest, describeEndedDeploys } from './support/ended-deploy.ts'

describeEndedDeploys(callsWithRest(1, 2))
