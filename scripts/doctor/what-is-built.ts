import { DEFAULT_COUNTRIES } from '../../lib/core/countries.ts'
import { buildSources } from '../deploy/build-sources.ts'
import { leaveOutUnwanted } from '../import/optional-parts.ts'
import type { Expected } from './expected.ts'
import type { WhatHolds } from './what-holds.ts'

/** What a deploy would go by, with only what is wanted of it. */
export async function whatIsBuilt({
  codeProvider,
  countries,
}: Pick<WhatHolds, 'codeProvider' | 'countries'>): Promise<Pick<Expected, 'file' | 'codes' | 'bodies'>> {
  const { document, codes, bodies } = await buildSources(countries ?? DEFAULT_COUNTRIES)
  return {
    // While it is not known who delivers codes, `sms-provider` is not looked at.
    file: leaveOutUnwanted(document, { CODE_PROVIDER: codeProvider ?? 'none' }),
    codes: countries && codes,
    bodies,
  }
}
