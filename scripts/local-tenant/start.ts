import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { localCertificates } from './certificates.ts'
import { createControlClient, type ControlClient } from './control-client.ts'
import { nodeForActions } from './node22.ts'
import type { Plan } from './rate-limits/plans.ts'

export type StartOptions = {
  /** Omitted or 0: any free one. */
  port?: number
  controlPort?: number
  networksPort?: number
  /** A file written by `saveSnapshot`; without it, the base tenant. */
  snapshot?: string
  /** Hosts, with or without the port, e.g. `127.0.0.1`. */
  customDomains?: string[]
  /** Limits requests as Auth0 does on this plan. */
  plan?: Plan
  /** The folder in whose `node_modules` dependencies of Actions are; the project's by default. */
  packagesRoot?: string
  /** Where its complaints go; stderr by default. */
  onStderr?: (line: string) => void
}

export type RunningTenant = {
  /** e.g. `https://localhost:3443` */
  origin: string
  control: ControlClient
  /** Where the control interface listens. */
  controlOrigin: string
  /** Where the stand-ins of phone networks are, e.g. `https://localhost:4443`. */
  phoneNetworksOrigin: string
  caFile: string
  /** The Node version that runs the Actions. */
  node: string
  /** Why that is not Node 22, when it is not. */
  warning?: string
  /** Resolves when the process is gone, however it ended. */
  stopped: Promise<void>
  stop(): Promise<void>
}

type Ready = { ready: true; origin: string; control: string; phoneNetworks: string; node: string }

const root = join(import.meta.dirname, '..', '..')

/**
 * Starts a local tenant in a process of its own: Actions need Node 22, and Node reads the certificates it trusts only
 * once, at its start.
 *
 * @throws the process's own sentence when it does not come up, e.g. that its port is in use
 */
export async function startTenant(options: StartOptions = {}): Promise<RunningTenant> {
  const { caFile } = await localCertificates(join(root, '.cache'))
  const node = nodeForActions(root)
  const child = spawn(node.path, ['--import', 'tsx', ...mainArguments(options)], {
    cwd: root,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const ready = await waitUntilReady(child, options.onStderr ?? ((line) => console.error(line)))
  const stopped = child.exitCode === null ? once(child, 'exit').then(() => undefined) : Promise.resolve()
  return {
    origin: ready.origin,
    control: createControlClient(ready.control),
    controlOrigin: ready.control,
    phoneNetworksOrigin: ready.phoneNetworks,
    caFile,
    node: ready.node,
    ...(node.warning === undefined ? {} : { warning: node.warning }),
    stopped,
    async stop() {
      child.stdin?.end()
      child.kill('SIGTERM')
      await stopped
    },
  }
}

function mainArguments(options: StartOptions): string[] {
  const {
    port = 0,
    controlPort = 0,
    networksPort = 0,
    snapshot,
    customDomains = [],
    plan,
    packagesRoot,
  } = options
  return [
    join(root, 'scripts', 'local-tenant', 'main.ts'),
    '--stop-with-stdin',
    ...['--port', String(port)],
    ...['--control-port', String(controlPort)],
    ...['--networks-port', String(networksPort)],
    ...(snapshot === undefined ? [] : ['--snapshot', resolve(snapshot)]),
    ...(plan === undefined ? [] : ['--plan', plan]),
    ...(packagesRoot === undefined ? [] : ['--packages-root', resolve(packagesRoot)]),
    ...customDomains.flatMap((host) => ['--custom-domain', host]),
  ]
}

async function waitUntilReady(child: ChildProcess, onStderr: (line: string) => void): Promise<Ready> {
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('The local tenant has no output.')
  const complaints: string[] = []
  createInterface(stderr).on('line', (line) => {
    if (isReady) onStderr(line)
    else complaints.push(line)
  })
  let isReady = false
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(complaints.join('\n') || `The local tenant ended with exit code ${code}.`))
    })
    createInterface(stdout).once('line', (line) => {
      isReady = true
      complaints.forEach(onStderr)
      resolve(JSON.parse(line) as Ready)
    })
  })
}
