import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FORM_TEXTS } from '../../lib/texts/forms/form-texts.ts'
import { fillForm } from './fill-form.ts'
import type { Json, JsonObject } from './json.ts'
import { isObject } from './json.ts'

const root = join(import.meta.dirname, '..', '..')

/** A Form or a flow, as deploy-cli takes its body: with flows by their names, and without a name of its own. */
export type BuiltBody = {
  kind: 'forms' | 'flows'
  /** As in `actions/NAME.form.json` or `actions/NAME.flow.json`. */
  name: string
  /** Absolute path in `dist/`. */
  file: string
  body: JsonObject
}

/**
 * Makes every Form and flow that `actions/` holds. A long text may be written as `{"%lines%": [...]}`.
 *
 * @returns the bodies, in memory; see {@link writeForms}
 */
export function buildForms(): BuiltBody[] {
  return readdirSync(join(root, 'actions'))
    .sort()
    .flatMap((source) => {
      const [, name, kind] = /^(.+)\.(form|flow)\.json$/.exec(source) ?? []
      if (name === undefined) return []
      const structure = joinLines(
        JSON.parse(readFileSync(join(root, 'actions', source), 'utf8')) as Json,
      ) as JsonObject
      return kind === 'form'
        ? [placed('forms', name, fillForm(structure, FORM_TEXTS))]
        : [placed('flows', name, structure)]
    })
}

/** Writes every Form and flow to `dist/forms` and `dist/flows`. */
export function writeForms(): BuiltBody[] {
  const built = buildForms()
  for (const folder of ['forms', 'flows']) {
    mkdirSync(join(root, 'dist', folder), { recursive: true })
    for (const name of readdirSync(join(root, 'dist', folder))) {
      const file = join(root, 'dist', folder, name)
      if (!built.some((body) => body.file === file)) rmSync(file, { force: true })
    }
  }
  for (const { file, body } of built) writeFileSync(file, `${JSON.stringify(body, null, 2)}\n`)
  return built
}

function placed(kind: BuiltBody['kind'], name: string, body: JsonObject): BuiltBody {
  return { kind, name, file: join(root, 'dist', kind, `${name}.json`), body }
}

function joinLines(value: Json): Json {
  if (Array.isArray(value)) return value.map(joinLines)
  if (!isObject(value)) return value
  const lines = value['%lines%']
  if (Array.isArray(lines)) return (lines as string[]).join('\n')
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, joinLines(inner)]))
}
