// Runs auth0-deploy-cli again and again in one process. All of it is the real one; only two things of it that take time
// and change nothing are spared: compiling its schemas anew for every import, and waiting between calls.
const { createRequire } = require('node:module')

const cli = createRequire(require.resolve('auth0-deploy-cli/package.json'))

const Ajv = cli('ajv/lib/ajv')
const { validate: validateOnce } = Ajv.prototype
const compiled = new WeakMap()
Ajv.prototype.validate = function validate(schema, data) {
  // Schemas of schemas go by name.
  if (typeof schema === 'string') return validateOnce.call(this, schema, data)
  if (!compiled.has(schema)) compiled.set(schema, this.compile(schema))
  const check = compiled.get(schema)
  const isValid = check(data)
  this.errors = check.errors
  return isValid
}

const pools = cli('promise-pool-executor')
const { PromisePoolExecutor } = pools
pools.PromisePoolExecutor = class extends PromisePoolExecutor {
  constructor({ concurrencyLimit }) {
    super({ concurrencyLimit })
  }
}

const { deploy } = cli('./lib/index.js')

process.on('message', ({ config, yamlFile }) => {
  deploy({ input_file: yamlFile, config, env: false }).then(
    () => process.send({ isDone: true }),
    (error) => process.send({ isDone: false, message: String(error?.message ?? error) }),
  )
})
process.send({ isReady: true })
