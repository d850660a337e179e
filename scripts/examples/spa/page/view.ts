/** What this page shows of an ID token, which the SDK has checked. */
export type Claims = { sub: string; email?: unknown; phone_number?: unknown; phone_link?: unknown }

export type Notice = { tone: 'good' | 'calm' | 'warning'; title: string; text: string }

/** The element with this id; the page and this file are one whole, so that it is there. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}.`)
  return found
}

function show(id: string, isShown: boolean): void {
  element(id).hidden = !isShown
}

// Text, never markup: claims come from outside.
function write(id: string, text: string): void {
  element(id).textContent = text
}

/** Shows the account, or the page for nobody. */
export function showAccount(claims: Claims | undefined): void {
  const phone = claims?.phone_number
  write('sub', claims?.sub ?? '')
  write('email', typeof claims?.email === 'string' ? claims.email : 'none')
  write('phone', typeof phone === 'string' ? phone : 'none yet')
  write('claim', claims?.phone_link === undefined ? 'none' : JSON.stringify(claims.phone_link))
  show('add-phone', typeof phone !== 'string')
  show('replace-phone', typeof phone === 'string')
  show('remove-phone', typeof phone === 'string')
  show('wait', false)
  show('signed-in', claims !== undefined)
  show('signed-out', claims === undefined)
}

/** Shows a sentence above the page, and takes the focus there, so that it is read to whoever listens. */
export function showNotice(notice: Notice | undefined): void {
  show('notice', notice !== undefined)
  if (notice === undefined) return
  write('notice-title', notice.title)
  write('notice-text', notice.text)
  element('notice').dataset['tone'] = notice.tone
  element('notice').focus()
}

/** Says beside the account when its claims were fetched last. */
export function showRefreshed(at: Date): void {
  write('refreshed', `Fetched again, without a page, at ${at.toLocaleTimeString()}.`)
}
