import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMMENT_MARK } from '../../scripts/deploy/render-plan-comment.ts'
import { DEPLOY_SETTINGS, CI_NAMES } from '../../scripts/settings/schema.ts'
import { ROOT } from '../support/source.ts'
import { runStep } from './support/run-shell.ts'
import { jobOf, readWorkflow, runsOf, stepsOf, workflowText } from './support/workflow.ts'

const FILES = ['phone-linking-plan.yml', 'phone-linking-deploy.yml']
const [PLAN, DEPLOY] = FILES.map(readWorkflow) as [
  ReturnType<typeof readWorkflow>,
  ReturnType<typeof readWorkflow>,
]
const CI = readWorkflow('ci.yml')

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: { [name: string]: string }
}

/** Every setting that CI gives, from where GitHub keeps it. */
const GIVEN = Object.fromEntries(
  CI_NAMES.map((name) => [name, `\${{ ${DEPLOY_SETTINGS[name].isSecret ? 'secrets' : 'vars'}.${name} }}`]),
)

describe.each(FILES)('%s', (file) => {
  const workflow = readWorkflow(file)

  test('does nothing unless AUTH0_DOMAIN is set as a variable', () => {
    for (const { if: condition, needs } of Object.values(workflow.jobs)) {
      if (needs === undefined) expect(condition).toMatch(/^vars\.AUTH0_DOMAIN != ''(\n| )*&& /)
      // What follows a job that is skipped is skipped as well.
      else expect(condition).toBe(`\${{ !cancelled() && needs.${needs}.result != 'skipped' }}`)
    }
  })

  test('uses the actions that ci.yml uses, at the same commits, and none of third parties', () => {
    const known = stepsOf(CI).map(({ uses }) => uses)
    for (const { uses, run } of stepsOf(workflow)) {
      expect(uses === undefined).toBe(run !== undefined)
      if (uses === undefined) continue
      expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/)
      expect(known).toContain(uses)
    }
  })

  test('names the version behind each commit, as ci.yml does', () => {
    const lines = (name: string): string[] => workflowText(name).match(/uses: .*$/gm) ?? []
    expect(lines(file).filter((line) => !lines('ci.yml').includes(line))).toEqual([])
    expect(lines(file)).not.toEqual([])
  })

  test('leaves no token behind in the clone', () => {
    const clones = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(clones).not.toEqual([])
    for (const { with: options } of clones) expect(options).toEqual({ 'persist-credentials': false })
  })

  test('gives every job a time limit', () => {
    for (const job of Object.values(workflow.jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0)
      expect(job['timeout-minutes']).toBeLessThanOrEqual(30)
    }
  })

  // Threat: what is pasted into a script is run, and a secret on a command line is seen by every process.
  test('pastes nothing into a script', () => {
    for (const run of runsOf(stepsOf(workflow))) expect(run).not.toContain('${{')
  })

  test('puts no secret on a command line', () => {
    const secrets = CI_NAMES.filter((name) => DEPLOY_SETTINGS[name].isSecret)
    expect(secrets).toContain('AUTH0_CLIENT_SECRET')
    for (const run of runsOf(stepsOf(workflow)))
      expect([...secrets, 'GH_TOKEN'].filter((name) => run.includes(name))).toEqual([])
  })

  test('takes secrets from nowhere but the environment of the job that reads the tenant', () => {
    const { env, ...rest } = jobOf(workflow, file === 'phone-linking-plan.yml' ? 'plan' : 'deploy')
    expect(env).toEqual(GIVEN)
    const others = Object.values(workflow.jobs).filter((job) => job.env !== env)
    const elsewhere = JSON.stringify([rest, others, workflow.concurrency, workflow.on])
    const expressions = elsewhere.match(/\$\{\{.*?\}\}/g) ?? []
    expect(expressions.filter((expression) => expression.includes('secrets'))).toEqual([])
  })

  test('runs npm scripts that exist', () => {
    const called = runsOf(stepsOf(workflow)).flatMap((run) =>
      [...run.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name),
    )
    expect(called).not.toEqual([])
    expect(called.filter((name) => !(name in scripts))).toEqual([])
  })

  test('uses a Node that the project runs with', () => {
    const versions = stepsOf(workflow).flatMap((step) => step.with?.['node-version'] ?? [])
    expect(versions).toEqual(['22'])
  })
})

describe('the plan', () => {
  test('is made for pull requests alone, and a newer one ends it', () => {
    expect(PLAN.on).toEqual({ pull_request: null })
    expect(PLAN.concurrency).toEqual({
      group: 'phone-linking-plan-${{ github.event.pull_request.number }}',
      'cancel-in-progress': true,
    })
  })

  test('has jobs that may do no more than they need', () => {
    expect(PLAN.permissions).toEqual({})
    const permissions = Object.entries(PLAN.jobs).map(([name, job]) => [name, job.permissions])
    expect(Object.fromEntries(permissions)).toEqual({
      plan: { contents: 'read' },
      comment: { 'pull-requests': 'write' },
      'no-secrets': {},
    })
  })

  test('cannot change the tenant', () => {
    const runs = runsOf(stepsOf(PLAN))
    const npm = runs.flatMap((run) => run.match(/npm [^\n]*/g) ?? [])
    expect(npm).toEqual(['npm run --silent deploy -- --dry-run --json > "$RUNNER_TEMP/plan.json"'])
    expect(runs.join('\n')).not.toMatch(/--yes|auth0|a0deploy/i)
  })

  test('runs what the pull request holds where nothing may be written, and comments where nothing of it runs', () => {
    expect(jobOf(PLAN, 'comment').steps.every(({ uses }) => uses === undefined)).toBe(true)
    expect(runsOf(jobOf(PLAN, 'comment').steps).join()).not.toMatch(/npm|node|npx/)
    expect(JSON.stringify(jobOf(PLAN, 'plan'))).not.toContain('github.token')
  })

  const ELSEWHERE = 'github.event.pull_request.head.repo.full_name'
  test('is left out, with a notice, where GitHub gives no secrets', () => {
    expect(jobOf(PLAN, 'plan').if).toBe(
      `vars.AUTH0_DOMAIN != '' && ${ELSEWHERE} == github.repository && github.actor != 'dependabot[bot]'`,
    )
    expect(jobOf(PLAN, 'no-secrets').if).toBe(
      `vars.AUTH0_DOMAIN != '' && (${ELSEWHERE} != github.repository || github.actor == 'dependabot[bot]')`,
    )
    expect(runsOf(jobOf(PLAN, 'no-secrets').steps)).toEqual([expect.stringContaining('::notice ')])
  })
})

describe('the script that plans', () => {
  const [script = ''] = runsOf(jobOf(PLAN, 'plan').steps)
  const plan = { tenant: 'acme.eu.auth0.com', changes: 0, items: [], bindings: {}, notes: ['\nEOF\nend-\n'] }
  const printing = (text: string) => `cat <<'THAT_IS_ALL'\n${text}\nTHAT_IS_ALL`

  test('hands the comment on as one output, and shows it as the summary', () => {
    const { status, stderr, file } = runStep(script, { npm: printing(JSON.stringify(plan)) })
    expect([status, stderr]).toEqual([0, ''])
    const [, end = '', output] = /^comment<<(end-[0-9a-f]{32})\n([^]*)\n\1\n$/.exec(file('output')) ?? []
    expect(end).not.toBe('')
    expect(output).toMatch(new RegExp(`^${COMMENT_MARK}\n[^]*nothing to change in \`acme.eu.auth0.com\``))
    expect(file('summary')).toBe(`${output}\n`)
  })

  test.each([
    ['the plan fails', 'echo "AUTH0_DOMAIN is missing." >&2; exit 2'],
    ['something else is printed', 'echo hello'],
  ])('fails without an output when %s', (_, npm) => {
    const { status, file } = runStep(script, { npm })
    expect(status).not.toBe(0)
    expect(file('output')).toBe('')
  })
})

describe('the script that comments', () => {
  const { steps, env } = jobOf(PLAN, 'comment')
  const [script = ''] = runsOf(steps)
  const COMMENTS = 'repos/acme/phone/issues/7/comments'
  const gh = (ids: string) => `
    printf '%s\\n' "$*" >> "$RUNNER_TEMP/calls"
    case "$*" in *--paginate*) printf '${ids}';; *) cat > "$RUNNER_TEMP/body";; esac`
  const run = (comment: string, ids: string, command = gh(ids)) =>
    runStep(
      script,
      { gh: command },
      {
        ...{ COMMENT: comment, COMMENTS, ONE_COMMENT: 'repos/acme/phone/issues/comments', GH_TOKEN: 'token' },
        RUN: 'https://github.com/acme/phone/actions/runs/1',
      },
    )
  const SEARCH = `api --paginate ${COMMENTS} --jq .[] | select(.user.login == "github-actions[bot]" and (.body | startswith("${COMMENT_MARK}"))) | .id`
  const ODD = `${COMMENT_MARK}\n'"$(touch /tmp/x) \`id\` %s \\n @octocat`

  test('is given all that it reads', () => {
    expect(Object.keys(env ?? {}).toSorted()).toEqual([
      'COMMENT',
      'COMMENTS',
      'GH_TOKEN',
      'ONE_COMMENT',
      'RUN',
    ])
    expect(env?.['COMMENT']).toBe('${{ needs.plan.outputs.comment }}')
    expect(jobOf(PLAN, 'plan').outputs).toEqual({ comment: '${{ steps.plan.outputs.comment }}' })
  })

  test('writes a comment where there is none of its own', () => {
    const { status, stderr, file } = run(ODD, '')
    expect([status, stderr]).toEqual([0, ''])
    expect(file('calls').split('\n')).toEqual([
      ...[SEARCH, `api --silent --method POST ${COMMENTS} -F body=@-`, ''],
    ])
    expect(file('body')).toBe(ODD)
  })

  test('changes the first of its own', () => {
    const { file } = run(ODD, '41\\n42\\n')
    expect(file('calls')).toContain(
      '\napi --silent --method PATCH repos/acme/phone/issues/comments/41 -F body=@-\n',
    )
    expect(file('body')).toBe(ODD)
  })

  test('says that there is no plan, in place of an earlier one', () => {
    const { file } = run('', '41\\n')
    expect(file('calls')).toContain('--method PATCH')
    expect(file('body')).toBe(
      `${COMMENT_MARK}\n### Phone linking: no plan\n\nIt could not be made; [the run](https://github.com/acme/phone/actions/runs/1) says why.`,
    )
  })

  test('fails when GitHub refuses', () => {
    expect(run(ODD, '', 'exit 1').status).toBe(1)
  })
})

describe('the deploy', () => {
  test('runs for main, when something is pushed or somebody asks', () => {
    expect(DEPLOY.on).toEqual({ push: { branches: ['main'] }, workflow_dispatch: null })
    expect(jobOf(DEPLOY, 'deploy').if).toBe("vars.AUTH0_DOMAIN != '' && github.ref == 'refs/heads/main'")
  })

  test('waits for the yes of the environment’s reviewers', () => {
    expect(Object.keys(DEPLOY.jobs)).toEqual(['deploy'])
    expect(jobOf(DEPLOY, 'deploy').environment).toBe('production')
  })

  test('is one at a time, and never cut off', () => {
    expect(DEPLOY.concurrency).toEqual({ group: 'phone-linking-deploy', 'cancel-in-progress': false })
  })

  test('may read the repository and nothing else', () => {
    expect(DEPLOY.permissions).toEqual({ contents: 'read' })
    expect(jobOf(DEPLOY, 'deploy').permissions).toBeUndefined()
  })

  test('deploys, and has the doctor look at what came of it', () => {
    expect(runsOf(stepsOf(DEPLOY))).toEqual(['npm run deploy -- --yes', 'npm run doctor'])
  })
})
