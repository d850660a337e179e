// Loaded before auth0-deploy-cli, which spaces its calls so that eight a second are never passed. The local tenant
// refuses nobody, and the two hundred calls of an export would take twenty seconds.
const { createRequire } = require('node:module')

const cli = createRequire(require.resolve('auth0-deploy-cli/package.json'))
const pools = cli('promise-pool-executor')
const { PromisePoolExecutor } = pools

pools.PromisePoolExecutor = class extends PromisePoolExecutor {
  constructor({ concurrencyLimit }) {
    super({ concurrencyLimit })
  }
}
