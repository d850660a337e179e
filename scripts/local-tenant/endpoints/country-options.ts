import { countryChoices } from '../service/phone-field.ts'

// Some 240 countries, sorted by the rules of a language and written by a template, would take most of a page's time.
const written = new Map<string, string>()

/** The options of a page's list of countries, as HTML. @param chosen the code of one of them */
export function countryOptions(language: string, chosen: string): string {
  const options = written.get(language) ?? write(language)
  written.set(language, options)
  const plain = `<option value="${chosen}">`
  return /^[A-Z]{2}$/.test(chosen) ? options.replace(plain, `<option value="${chosen}" selected>`) : options
}

function write(language: string): string {
  return countryChoices(language)
    .map(({ code, name, callingCode }) => {
      return `          <option value="${code}">${escape(name)} (+${callingCode})</option>`
    })
    .join('\n')
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
