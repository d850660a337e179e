import { Liquid } from 'liquidjs'

// As the local tenant does it: no partials, and no filter that does not exist.
const engine = new Liquid({ strictFilters: true, templates: {} })

const parsed = new Map<string, ReturnType<typeof engine.parse>>()

/** A template as the tenant renders it. */
export function render(template: string, variables: { [name: string]: unknown }): string {
  const known = parsed.get(template) ?? engine.parse(template)
  parsed.set(template, known)
  return String(engine.renderSync(known, variables))
}

/** A brand of so many characters of GSM-7, with spaces and accents. */
export function brandOf(length: number): string {
  return 'Bränd é '.repeat(5).slice(0, length).replace(/ $/, 'x')
}

/** A host of so many characters. */
export function hostOf(length: number): string {
  return `${'a'.repeat(length - 3)}.io`
}
