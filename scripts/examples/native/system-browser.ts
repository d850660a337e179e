import open from 'open'
import type { OpenBrowser } from './browser-login.ts'

/** Opens the person's own browser; says where to go as well, for a computer that has none. */
export const openSystemBrowser: OpenBrowser = async (url) => {
  console.error(`Your browser opens. If it does not, go to\n  ${url.href}`)
  const opener = await open(url.href)
  // A computer without any browser has said where to go; nothing else depends on the opener.
  opener.once('error', () => undefined)
}
