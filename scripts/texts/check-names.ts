/** A value as it can be shown in one line, whatever it is. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
}

/** What a brand must not be, since it becomes part of a template and of what phones make of a message. */
const BRAND_RULES: readonly { forbidden: RegExp; problem: string }[] = [
  { forbidden: /^ *$/, problem: 'is empty: give the name that people know' },
  // Threat: a line break would let a brand write the last line, and bind the code to a host of its own (T20).
  // Threat: characters that turn the direction, or that nobody sees, make a text look like another one.
  {
    forbidden: /(?! )[\p{C}\p{Z}]/u,
    problem: 'has a line break, or a character that cannot be seen: type it anew, with plain spaces',
  },
  { forbidden: /^ +[^ ]|[^ ] +$| {2}/, problem: 'has spaces at an end or side by side: remove them' },
  // Threat: `{{` and `{%` would be run by the tenant; `##` and `@@` are keywords of deploy-cli.
  {
    forbidden: /[{}<>@#]/,
    problem: 'has one of { } < > @ #, which have a meaning in templates: leave them out',
  },
  {
    forbidden: /[\p{L}\p{N}]\.[\p{L}\p{N}]|:\/\//u,
    problem: 'looks like a link, and phones would make it one: leave out the dot, or what follows it',
  },
  {
    forbidden: /\d(?:[ -]?\d){3}/,
    problem: 'has four digits or more, which phones take for the code or for a number: leave them out',
  },
]

/** What is wrong with a brand, as words that follow “it”; empty if it can stand in a message. */
export function faultsOfBrand(brand: string): string[] {
  return BRAND_RULES.filter(({ forbidden }) => forbidden.test(brand)).map(({ problem }) => problem)
}

/** Why a brand cannot stand in a message; empty if it can. */
export function problemsOfBrand(brand: string): string[] {
  return faultsOfBrand(brand).map((fault) => `The brand ${shown(brand)} ${fault}.`)
}

/** A name in the DNS (RFC 1123, section 2.1), in ASCII and small letters; the last label is no number. */
const HOST =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/

/** Whether a code can be bound to it. `localhost` is one too: the local tenant's. */
export const isHost = (text: string) => HOST.test(text) || text === 'localhost'

export const NOT_A_HOST = 'not a host in ASCII and small letters, without https://, port and path'

/** Why a code cannot be bound to a host; empty if it can. */
export function problemsOfHost(host: string): string[] {
  if (isHost(host)) return []
  return [`The host ${shown(host)} is ${NOT_A_HOST}: give it as in ${nearestHost(host)}.`]
}

function nearestHost(text: string): string {
  const url = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`
  // With either, what stands last would be the host, which is not what was meant.
  const host = !/[\s@]/.test(text) && URL.canParse(url) ? new URL(url).hostname : ''
  return isHost(host) ? host : 'login.example.com'
}

/** Why a lifetime cannot be told; empty if it can. */
export function problemsOfLifetime(minutes: number): string[] {
  // Below, a text that arrives late is useless; above, there is time to guess or to talk somebody out of the code.
  return Number.isInteger(minutes) && minutes >= 3 && minutes <= 10
    ? []
    : [`A code cannot be said to work for ${minutes} minutes: give it 3 to 10, in whole minutes.`]
}
