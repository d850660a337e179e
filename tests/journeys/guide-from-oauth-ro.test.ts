import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { clientNamed } from '../../scripts/demo/tenant-clients.ts'
import { useStage } from './support/stage.ts'
import { ADA, PHONE, accountsOf, codeFor, phoneIdentities } from './support/steps.ts'

const stage = useStage()
const guide = readFileSync(join(__dirname, '../../docs/from-oauth-ro.md'), 'utf8')

/** The guide's commands, in their order. */
const commands = [...guide.matchAll(/<!-- run -->\s+```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text)

/** What somebody types when a command waits, and how they come by it: by its place in the guide. */
const typed: (() => Promise<string> | string)[] = [
  () => ADA,
  () => codeFor(stage, ADA),
  () => PHONE,
  () => codeFor(stage, PHONE),
  () => codeFor(stage, PHONE),
]

/**
 * A shell in which the commands run one after the other, as somebody runs them who follows the guide: each ends
 * before the next begins, and what is typed is typed when it is asked for.
 */
async function follow(): Promise<string[]> {
  const state = await stage.tenant.control.state()
  const shell = spawn('bash', ['--noprofile', '--norc'], {
    env: {
      PATH: process.env.PATH,
      TENANT: stage.origin,
      CLIENT_ID: clientNamed(state, 'Demo Native').client_id,
      CURL_CA_BUNDLE: stage.tenant.caFile,
    },
  })
  let output = ''
  let heard = () => undefined as void
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      heard()
    })
  }
  const ended = new Promise<never>((_resolve, reject) => {
    shell.once('close', () => reject(new Error(`The shell has ended:\n${output}`)))
  })
  ended.catch(() => undefined)
  const until = async (mark: string) => {
    while (!output.includes(mark))
      await Promise.race([ended, new Promise<void>((next) => (heard = () => next()))])
    const [before = ''] = output.split(mark)
    output = ''
    return before
  }
  shell.stdin.write('set -e\n')
  const answers = [...typed]
  const printed: string[] = []
  for (const [index, command] of commands.entries()) {
    const mark = `--- done ${index} ---`
    // A shell reads its next line for `read`, so the command is one unit and what is typed comes after it.
    shell.stdin.write(`step() {\n${command}}\nstep\n`)
    if (/^read -r/m.test(command)) {
      const answer = answers.shift()
      if (!answer) throw new Error('The guide waits for something that the test does not know')
      shell.stdin.write(`${await answer()}\n`)
    }
    shell.stdin.write(`echo '${mark}'\n`)
    printed.push(await until(mark))
  }
  shell.stdin.end()
  expect(answers).toEqual([])
  return printed
}

/** What `node -p` prints of an object, by the names that matter. */
const subOf = (text: string) => /sub: '([^']+)'/.exec(text)?.[1]

test('the commands of the guide, run in order, link a phone and print tokens of the email account', async () => {
  expect(commands).toHaveLength(6)
  const printed = await follow()
  const [, signedIn = '', , linked = '', , byPhone = ''] = printed
  const sub = subOf(signedIn) ?? ''
  expect(sub).toMatch(/^email\|/)
  expect(signedIn).toMatch(/phone_link_proof: \{ at: \d+ \}/)
  expect(subOf(linked)).toBe(sub)
  expect(linked).toMatch(/phone_link: \{ intent: 'add', status: 'linked' \}/)
  expect(linked).toContain(`phone_number: '${PHONE}'`)
  expect(subOf(byPhone)).toBe(sub)
  expect(await phoneIdentities(stage)).toEqual([{ owner: sub, number: PHONE }])
  expect(await accountsOf(stage)).toHaveLength(1)
})

test('every request that the guide shows is one of these commands', () => {
  const shown = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text)
  const unrun = shown.filter((text) => text.includes('curl') && !commands.includes(text))
  expect(unrun).toEqual([])
})

test.each(['/oauth/ro', '/passwordless/verify'])('%s is gone, as the guide says', async (path) => {
  const answer = await stage.fetch(`${stage.origin}${path}`, { method: 'POST', body: '{}' })
  expect(answer.status).toBe(404)
})
