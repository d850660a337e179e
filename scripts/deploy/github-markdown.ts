/** Characters of a name or a sentence that are shown. */
const LONGEST = 300

// Threat: characters without a shape, or that turn the direction of reading round, make a text look like another one.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** A text of unknown origin as one line in which everything can be seen. */
function visible(text: string): string {
  const line = text
    .replaceAll(/[\t\r\n]+/g, ' ')
    .replaceAll(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .trim()
  const characters = Array.from(line)
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : line
}

/**
 * A name as code, in which GitHub sees no markup, link, mention or reference.
 * Source: CommonMark 0.31.2, section 6.1, code spans: the fence is longer than any run of backticks within.
 */
export function asCode(name: string): string {
  const text = visible(name)
  if (text === '') return '(no name)'
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`
}

/**
 * A sentence that may hold names of others, without any meaning for Markdown, HTML or GitHub.
 * Source: CommonMark 0.31.2, section 2.4, backslash escapes: any ASCII punctuation may be escaped.
 */
export function asText(sentence: string): string {
  return (
    visible(sentence)
      .replaceAll(/[!-/:-@[-`{-~]/g, '\\$&')
      // Threat: a name such as @team would call people, 1234 after # would link. GitHub looks for both in the finished text.
      .replaceAll(/\\([@#])/g, '\\$1&#8203;')
  )
}
