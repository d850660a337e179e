import { describeEndedDeploys, endingsWithRest } from './support/ended-deploy.ts'

describeEndedDeploys(endingsWithRest(0, 2))
