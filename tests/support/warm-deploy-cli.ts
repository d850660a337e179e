import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { configOf, saysUndone } from '../../scripts/import/run-deploy-cli.ts'
import type { DeployCli } from '../../scripts/deploy/import-pieces.ts'

type Answer = { isReady: true } | { isDone: true } | { isDone: false; message: string }

/**
 * The real auth0-deploy-cli in a process that stays, for tests that import a hundred times.
 *
 * @param caFile PEM file of the authority that signed the local tenant's certificate
 */
export async function warmDeployCli(caFile: string): Promise<{ deployCli: DeployCli; stop: () => void }> {
  const child = fork(join(import.meta.dirname ?? __dirname, 'warm-deploy-cli.cjs'), {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, NODE_OPTIONS: '', AUTH0_LOG: 'info' },
    execArgv: [],
    silent: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
  await nextAnswer(child)
  return {
    deployCli: async (run) => {
      output = ''
      child.send({ config: configOf(run), yamlFile: run.yamlFile })
      const answer = await nextAnswer(child)
      if ('message' in answer) throw new Error(answer.message)
      const said = stripVTControlCharacters(output)
      if (saysUndone(said)) throw new Error(said)
    },
    stop: () => void child.kill(),
  }
}

async function nextAnswer(child: ChildProcess): Promise<Answer> {
  const [answer] = (await once(child, 'message')) as [Answer]
  return answer
}
