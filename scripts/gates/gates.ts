import { join } from 'node:path'

import { findBrowser } from '../demo/find-browser.ts'
import { preparedSnapshot, SNAPSHOT_VARIABLE } from '../demo/prepared-tenant.ts'
import { consoleProgress } from '../demo/progress.ts'
import { localCertificates } from '../local-tenant/certificates.ts'
import { lintCache, prettierCache, typesCache } from './cached.ts'
import type { Gate } from './gate.ts'
import { commandGate, jestGate, proofGate, scriptGate } from './gate.ts'
import { startWorkerTenants } from './worker-tenants.ts'

/** Tests of what ships. Others need no coverage, which makes what is computed at length twice as slow. */
const OF_LIB = 'tests/(actions|unit/(core|protocol|flows|adapters))/|tests/unit/[^/]+$'

const COVERED = [
  '--testPathPatterns',
  OF_LIB,
  '--coverage',
  '--coverageProvider=v8',
  '--coverageDirectory=.cache/coverage',
  '--coverageReporters=text',
  '--collectCoverageFrom=lib/{core,protocol}/**/*.ts',
  // Types only: there is nothing in it to run.
  '--collectCoverageFrom=!lib/core/login.ts',
  '--coverageThreshold={"global":{"branches":100,"functions":100,"lines":100}}',
]

/** One commit, one verdict: what a gate plays is the same each time. `npm run model` and the nightly run draw others. */
const MODEL_SEED = '20261129'

/** Everything that must be true, cheapest first. */
export const GATES: readonly Gate[] = [
  commandGate('format', 'every file is formatted', 'prettier', ['--check', '.'], prettierCache),
  commandGate('lint', 'lint finds nothing', 'eslint', ['--max-warnings', '0', '.'], lintCache),
  commandGate('types', 'types hold', 'tsc', ['--noEmit'], () => typesCache('types')),
  commandGate(
    'page-types',
    'types of the page that runs in a browser hold',
    'tsc',
    ['--noEmit', '-p', 'scripts/examples/spa/page'],
    () => typesCache('page-types'),
  ),
  scriptGate('readme', 'README tables, settings and the number table are current', 'scripts/docs.ts', [
    '--check',
  ]),
  jestGate('unit', 'rules, adapters, bundles and imports are right; lib/core and lib/protocol are covered', {
    runs: [COVERED, ['--testPathIgnorePatterns', OF_LIB]],
  }),
  jestGate('local-tenant', 'the local tenant keeps Auth0’s rules'),
  jestGate('contracts', 'what we send, serve and are given has Auth0’s shapes', { environment: withTenant }),
  jestGate('journeys', 'every journey over HTTP ends as designed', { environment: withTenants }),
  proofGate(
    'attacks',
    'every attack is refused, and would be caught without its defence',
    'scripts/attacks.ts',
    {
      args: ['--prove'],
      environment: withTenants,
    },
  ),
  proofGate(
    'model',
    'no random life of accounts breaks a guarantee, and parsers take anything',
    'scripts/model.ts',
    {
      args: ['--seed', MODEL_SEED],
      environment: withTenant,
    },
  ),
  proofGate(
    'faults',
    'whatever breaks, no wrong link is made and the next login converges',
    'scripts/faults.ts',
    {
      environment: withTenant,
    },
  ),
  proofGate('rules', 'each rule of lib/core, once broken, turns a named row red', 'scripts/mutation.ts', {
    args: ['--rules'],
  }),
  {
    ...jestGate(
      'differential',
      'numbers that are linked, taken off, left over or free cannot be told apart by page or time',
      { environment: withTenants },
    ),
    slow: true,
  },
  {
    ...jestGate(
      'deploy',
      'a deploy takes nothing away, whenever it is ended; doctor, sweep and undeploy do as they say',
      { environment: withTenant },
    ),
    slow: true,
  },
  {
    ...jestGate('browser', 'people complete the journeys in a real browser', { environment: withBrowser }),
    slow: true,
  },
  proofGate(
    'bench',
    'the figures keep what is promised, and a crowd on the Free plan loses nothing',
    'scripts/bench.ts',
    {
      args: ['--quick'],
      environment: withTenant,
    },
  ),
  // Last: what every gate before it has recorded is held against Auth0's descriptions.
  proofGate(
    'fidelity',
    'what the local tenant answered and handed to Actions is as Auth0 documents',
    'scripts/fidelity.ts',
  ),
]

let prepared: Promise<NodeJS.ProcessEnv> | undefined

// Imported once, with progress, while the cheap gates are checked, rather than by whichever test file comes first.
function withTenant(): Promise<NodeJS.ProcessEnv> {
  prepared ??= prepareTenant()
  return prepared
}

async function prepareTenant(): Promise<NodeJS.ProcessEnv> {
  const { caFile } = await localCertificates(join(import.meta.dirname, '../../.cache'))
  const snapshot = await preparedSnapshot({ progress: consoleProgress(process.stderr) })
  return { NODE_EXTRA_CA_CERTS: caFile, [SNAPSHOT_VARIABLE]: JSON.stringify(snapshot) }
}

/** And a tenant for each of jest's workers. */
async function withTenants(): Promise<NodeJS.ProcessEnv> {
  return { ...(await withTenant()), ...(await startWorkerTenants()) }
}

async function withBrowser(): Promise<NodeJS.ProcessEnv> {
  // Without one, it says so before anything else takes its time.
  findBrowser()
  return withTenants()
}
