import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

import { parse, parseDocument } from 'yaml'

import { settingsOf } from '../../lib/settings-catalogue.ts'
import { FORM_NAMES } from '../../scripts/import/form-keywords.ts'
import { APP, OTP_APP } from '../../scripts/settings/expand-apps.ts'
import { readEnvironment } from '../../scripts/settings/read-environment.ts'
import { renderEnvExample } from '../../scripts/settings/render-env-example.ts'
import { renderTenantSecrets } from '../../scripts/settings/render-tenant-secrets.ts'
import {
  DEPLOY_SETTING_NAMES,
  DEPLOY_SETTINGS,
  CI_NAMES,
  GIVEN_NAMES,
} from '../../scripts/settings/schema.ts'
import { ciRows, settingsRows } from '../../scripts/settings/settings-rows.ts'
import { LEAST } from '../support/given-settings.ts'

const ROOT = join(__dirname, '../..')
const textOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const tenantYaml = textOf('tenant.yaml')
const tenant = parse(tenantYaml) as {
  actions: { name: string; secrets: { name: string; value: string }[] }[]
}

/** The cells of a generated table, head first, without their padding. */
function tableIn(file: string, name: string): string[][] {
  const [, table = ''] = textOf(file).split(new RegExp(`<!-- ${name}:(?:start|end) -->`))
  const lines = table.trim().split('\n')
  return lines.filter((_line, index) => index !== 1).map((line) => cellsOf(line))
}

function cellsOf(line: string): string[] {
  const cells = line.split(/(?<!\\)\|/).slice(1, -1)
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'))
}

const quoted = (names: readonly string[]) => names.map((name) => `\`${name}\``)
const sorted = (names: Iterable<string>) => [...names].sort()

describe('tenant.yaml', () => {
  test('has the Actions that have settings, and no other', () => {
    const actions = new Set(DEPLOY_SETTING_NAMES.flatMap((name) => DEPLOY_SETTINGS[name].of))
    expect(sorted(tenant.actions.map(({ name }) => name))).toEqual(sorted(actions))
  })

  test.each(tenant.actions.map((action) => [action.name, action] as const))(
    'the secrets of %s are the settings that it has, each a keyword of its own name',
    (name, { secrets }) => {
      expect(secrets.length).toBeGreaterThan(0)
      expect(secrets).toEqual(settingsOf(name).map((setting) => ({ name: setting, value: `##${setting}##` })))
    },
  )

  test('its keywords are what is given, what deploy finds out, the texts of codes, and apps', () => {
    const used = [...tenantYaml.replaceAll(/^ *#.*$/gm, '').matchAll(/(?:##|@@)([A-Z_]+)(?:##|@@)/g)]
    const given = Object.keys(readEnvironment(LEAST).keywords({ customDomains: [] }))
    const found = DEPLOY_SETTING_NAMES.filter((name) => DEPLOY_SETTINGS[name].needed === 'found')
    const ofTexts = ['BRAND', 'SMS_DOMAIN']
    expect(sorted(new Set(used.map(([, name = '']) => name)))).toEqual(
      sorted([
        ...given.filter((name) => !ofTexts.includes(name)),
        ...[...found, 'SMS_TEMPLATE', 'VOICE_TEMPLATE', APP.replaceAll('#', ''), OTP_APP.replaceAll('#', '')],
      ]),
    )
  })

  test('what deploy finds out of Forms is what it knows them by', () => {
    const forms = DEPLOY_SETTING_NAMES.filter((name) => name.endsWith('_FORM_ID'))
    expect(sorted(forms)).toEqual(sorted(Object.keys(FORM_NAMES)))
    for (const name of Object.keys(FORM_NAMES) as (keyof typeof FORM_NAMES)[])
      expect(DEPLOY_SETTINGS[name].meaning).toContain(`\`${FORM_NAMES[name]}\``)
  })
})

describe('making its secrets anew', () => {
  const before = `# ours
actions:
  # first
  - name: phone-gate
    # built
    code: ./dist/phone-gate.js
    secrets: []

  - name: phone-notice # second
clients: [] # none`

  test('leaves comments and everything else', () => {
    const after = renderTenantSecrets(before)
    expect(after).toMatch(/^# ours\nactions:\n {2}# first\n/)
    expect(after).toMatch(/# built\n {4}code: \.\/dist\/phone-gate\.js\n/)
    expect(after).toMatch(/- name: phone-notice # second\n/)
    expect(after).toMatch(/clients: \[\] # none\n$/)
    expect(parseDocument(after).toJS()).toEqual({
      actions: [
        {
          name: 'phone-gate',
          code: './dist/phone-gate.js',
          secrets: ['TENANT_DOMAIN', 'CUSTOM_DOMAINS', 'COMPANION_CLIENT_ID'].map((name) => ({
            name,
            value: `##${name}##`,
          })),
        },
        {
          name: 'phone-notice',
          secrets: settingsOf('phone-notice').map((name) => ({ name, value: `##${name}##` })),
        },
      ],
      clients: [],
    })
  })

  test('needs Actions', () => {
    expect(() => renderTenantSecrets('actions: none')).toThrow(new Error('tenant.yaml names no Actions.'))
  })
})

test('README has every setting, with its Actions and its default', () => {
  const rows = tableIn('README.md', 'settings')
  expect(rows.slice(1).map(([name]) => name)).toEqual(quoted(DEPLOY_SETTING_NAMES))
  expect(rows).toEqual(settingsRows())
})

test('docs/deploying.md says of every setting that CI gives whether it is a secret', () => {
  const rows = tableIn('docs/deploying.md', 'ci')
  expect(rows.slice(1).map(([name]) => name)).toEqual(quoted(CI_NAMES))
  const secrets = rows.filter(([, kind]) => kind === 'secret').map(([name]) => name)
  expect(secrets).toEqual(quoted(CI_NAMES.filter((name) => DEPLOY_SETTINGS[name].isSecret)))
  expect(rows).toEqual(ciRows())
})

describe('.env.example', () => {
  const text = textOf('.env.example')

  test('has every setting that is given, and what is needed stands empty', () => {
    expect([...text.matchAll(/^#?([A-Z0-9_]+)=/gm)].map(([, name]) => name)).toEqual(GIVEN_NAMES)
    const needed = GIVEN_NAMES.filter((name) => DEPLOY_SETTINGS[name].needed === 'yes')
    expect(parseEnv(text)).toEqual(Object.fromEntries(needed.map((name) => [name, ''])))
  })

  test('is as it is made, in lines of at most a hundred characters', () => {
    expect(text).toBe(renderEnvExample())
    expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
  })

  test('filled in and with all its defaults, it holds and says the same as without them', () => {
    const filled = text.replaceAll(
      /^([A-Z0-9_]+)=$/gm,
      (line, name: keyof typeof LEAST) => line + LEAST[name],
    )
    const all = parseEnv(filled.replaceAll(/^#(?=[A-Z0-9_]+=)/gm, ''))
    const custom = { customDomains: ['login.acme.com'] }
    expect(readEnvironment(all).keywords(custom)).toEqual(readEnvironment(LEAST).keywords(custom))
  })
})

test('git ignores .env, which has secrets', () => {
  expect(textOf('.gitignore').split('\n')).toContain('.env')
})
