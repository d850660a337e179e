import { callsWithRest, describeEndedDeploys } from './support/ended-deploy.ts'

describeEndedDeploys(callsWithRest(0, 2))
