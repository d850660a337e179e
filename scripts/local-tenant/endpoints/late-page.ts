import type { Context } from 'hono'
import type { FoundTransaction } from '../service/transactions.ts'
import type { RequestFacts } from '../tenant.ts'
import { textsFor } from './page-texts.ts'
import { renderPage } from './render-page.ts'
import { restartUrl } from './restart-url.ts'

/** Back button, second tab, a page left open: said plainly, with a way on, and never a redirect that could loop. */
export function latePage(c: Context, found: FoundTransaction, facts: RequestFacts): Promise<Response> {
  const known = found.kind === 'unknown' ? undefined : found.transaction
  const texts = textsFor(known?.locale ?? facts.language ?? 'en')
  return renderPage(c, 400, 'ended', {
    ...texts,
    title: texts.text.late,
    message: known === undefined ? texts.text.unknown_text : texts.text.late_text,
    restart: known === undefined ? undefined : restartUrl(known.request),
  })
}
