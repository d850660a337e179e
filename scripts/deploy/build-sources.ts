import { bundleActions } from '../build.ts'
import { buildForms } from '../forms/build-forms.ts'
import { readDocument, type Sources } from './wanted.ts'

/**
 * What `tenant.yaml` says, and what a build of our Actions and Forms makes now, in memory: `dist/` is neither written
 * nor read, since it may be old, or of other countries.
 *
 * @param countries that the bundles know numbers of; unless given, those of `PHONE_COUNTRIES`
 * @throws {Error} naming the files in `tenant.yaml` that the build does not make
 */
export async function buildSources(countries?: readonly string[]): Promise<Sources> {
  const document = await readDocument()
  const built = await bundleActions(countries)
  const sources = {
    document,
    codes: new Map(built.map(({ name, code }) => [name, code])),
    bodies: new Map(buildForms().map(({ kind, name, body }) => [`./dist/${kind}/${name}.json`, body])),
  }
  refuseUnbuilt(sources)
  return sources
}

/** @throws {Error} naming the files in `tenant.yaml` that the build does not make */
export function refuseUnbuilt({ document, codes, bodies }: Sources): void {
  const { actions = [], flows = [], forms = [] } = document
  const unbuilt = [
    ...actions
      .filter(({ name, code }) => code !== `./dist/${name}.js` || !codes.has(name))
      .map(({ name, code }) => `${String(code)} for the Action ${name}`),
    ...[...flows, ...forms]
      .filter(({ body }) => !bodies.has(body))
      .map(({ name, body }) => `${body} for “${name}”`),
  ]
  if (unbuilt.length === 0) return
  throw new Error(
    `tenant.yaml names what the build does not make: ${unbuilt.join(', ')}. It may only name what \`npm run build\` makes.`,
  )
}
