/** The text with every word broken that is longer than a line, such as a URL: a table would cut it off. */
export function breakLongWords(text: string, width: number): string {
  const tooLong = new RegExp(`\\S{${width}}(?=\\S)`, 'gu')
  return text.replace(tooLong, (part) => `${part}\n`)
}
