import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { bundleActions } from '../build.ts'
import { buildForms } from '../forms/build-forms.ts'
import { leaveOutUnwanted } from '../import/optional-parts.ts'
import type { TenantFile } from '../deploy/tenant-file.ts'
import type { Expected } from './expected.ts'
import type { WhatHolds } from './what-holds.ts'

const root = join(import.meta.dirname, '..', '..')

/** What a build of these sources makes, in memory: nothing is written, and `dist/` may be old. */
export async function whatIsBuilt({
  codeProvider,
  countries,
}: Pick<WhatHolds, 'codeProvider' | 'countries'>): Promise<Pick<Expected, 'file' | 'codes' | 'bodies'>> {
  const whole = parse(readFileSync(join(root, 'tenant.yaml'), 'utf8')) as TenantFile
  const built = countries && (await bundleActions(countries))
  return {
    // While it is not known who delivers codes, `sms-provider` is not looked at.
    file: leaveOutUnwanted(whole, { CODE_PROVIDER: codeProvider ?? 'none' }),
    codes: built && new Map(built.map(({ name, code }) => [name, code])),
    bodies: new Map(buildForms().map(({ kind, name, body }) => [`./dist/${kind}/${name}.json`, body])),
  }
}
