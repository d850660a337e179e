// Runs auth0-deploy-cli again and again in one process. All of it is the real one; only two things of it are spared that
// take time and change nothing: compiling the schemas of resources that a file does not name, and waiting between calls.
const { createRequire } = require('node:module')
const process = require('node:process')

const cli = createRequire(require.resolve('auth0-deploy-cli/package.json'))

const Ajv = cli('ajv/lib/ajv')
const { validate: validateAll } = Ajv.prototype
const compiled = new Map()
Ajv.prototype.validate = function validate(schema, data) {
  // Schemas of schemas go by name.
  if (typeof schema === 'string') return validateAll.call(this, schema, data)
  const named = Object.entries(schema.properties).filter(
    ([name, property]) => name in data || property.default !== undefined,
  )
  const names = named.map(([name]) => name).join()
  if (!compiled.has(names))
    compiled.set(names, this.compile({ ...schema, properties: Object.fromEntries(named) }))
  const check = compiled.get(names)
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
