import { crowd } from './crowd/measure-crowd.ts'
import { bundles } from './measure-bundles.ts'
import { growth } from './measure-growth.ts'
import { logins } from './measure-logins.ts'
import { plans } from './measure-plans.ts'
import { returns } from './measure-returns.ts'
import { tokens } from './measure-tokens.ts'
import type { Section } from './report.ts'

/** Everything that is measured, in the order of the report. */
export const SECTIONS: readonly Section[] = [bundles, logins, returns, plans, tokens, growth, crowd]

/**
 * The sections of these names, in their own order.
 *
 * @throws {Error} with a sentence if there is none of that name
 */
export function chooseSections(names: readonly string[] | undefined): readonly Section[] {
  if (names === undefined) return SECTIONS
  const unknown = names.find((name) => !SECTIONS.some((section) => section.name === name))
  if (unknown !== undefined)
    throw new Error(
      `There is no section "${unknown}". There are ${SECTIONS.map(({ name }) => name).join(', ')}.`,
    )
  return SECTIONS.filter(({ name }) => names.includes(name))
}
