/**
 * The code in a text: on its last line as phones read it (https://wicg.github.io/sms-one-time-codes), else the first
 * digits that could be one. What nobody tells the inbox, it finds as a person would.
 */
export function codeInText(text: string): string | undefined {
  const lastLine = text.split('\n').at(-1) ?? ''
  return /^@\S+ #([^\s%]+)/.exec(lastLine)?.[1] ?? /(?<![\d+])\d{4,10}(?!\d)/.exec(text)?.[0]
}

/** The same as a part of a message, which has none where none is found. */
export function foundCode(text: string): { code?: string } {
  const code = codeInText(text)
  return code === undefined ? {} : { code }
}
