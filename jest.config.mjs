const transform = { '^.+\\.[cm]?[jt]s$': '<rootDir>/tests/support/esbuild-transform.cjs' }

// These packages ship ES modules only; jest runs CommonJS, so they are transformed as well.
const esmOnly = ['jose', 'openid-client', 'oauth4webapi', 'uuid', '@auth0/auth0-auth-js', 'liquidjs']

const project = (displayName, folders, more = {}) => ({
  displayName,
  rootDir: '.',
  testEnvironment: 'node',
  testMatch: folders.map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts`),
  transform,
  // Copies of the project that mutation testing makes.
  modulePathIgnorePatterns: ['<rootDir>/.cache/'],
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  ...more,
})

/** Actions that end in the middle of what they do. */
const CRASH = ['tests/journeys/crash.test.ts']

/** Hundreds of the same request, to compare how long they take. */
const DIFFERENTIAL = ['tests/journeys/enumeration.test.ts']

const only = (paths) => ({ testMatch: paths.map((path) => `<rootDir>/${path}`) })

export default {
  projects: [
    project('unit', ['unit', 'actions', 'build']),
    project('contracts', ['contracts']),
    project('local-tenant', ['local-tenant']),
    project('attacks', ['attacks']),
    project('model', ['model']),
    project('journeys', ['journeys'], { testPathIgnorePatterns: [...CRASH, ...DIFFERENTIAL] }),
    project('faults', [], only([...CRASH, 'tests/faults/**/*.test.ts'])),
    project('differential', [], only(DIFFERENTIAL)),
    project('browser', ['browser']),
    project('deploy', ['deploy']),
  ],
  testTimeout: 30_000,
}
