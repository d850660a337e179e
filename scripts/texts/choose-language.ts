import type { SmsLanguage } from '../../lib/texts/sms/language.ts'
import { OTHER_NAMES, SMS_LANGUAGES } from '../../lib/texts/sms/language.ts'

/** More than a browser sends; a header that is longer is not read to its end. */
const TAGS_READ = 20

const quoted = (name: string) => `'${name.toLowerCase()}'`
const namesOf = (language: SmsLanguage) => [language, ...(OTHER_NAMES[language] ?? [])]

/**
 * Liquid that renders one of the texts, in the first language of ours that `locale`, the language of the page, and
 * then `request_language`, a header as `de-AT,de;q=0.9,en`, ask for; English if they name none. What they hold is
 * compared and never rendered. Weights are not looked at: browsers name the best language first.
 *
 * Only tags and filters of Auth0's "Supported Liquid Syntax for Phone Templates"; `locale` is absent from the older
 * template of a connection, and renders as nothing there.
 *
 * @param texts Liquid, by language; spaces and line breaks around each are not kept
 * @returns Liquid that ends in a tag that keeps what follows it
 */
export function chooseLanguage(texts: { readonly [language in SmsLanguage]: string }): string {
  return [
    `{%- assign known = '${SMS_LANGUAGES.flatMap(namesOf).join(',').toLowerCase()}' | split: ',' -%}`,
    "{%- assign wanted = locale | append: ',' | append: request_language -%}",
    "{%- assign wanted = wanted | downcase | replace: '_', '-' | split: ',' -%}",
    "{%- assign chosen = '' -%}",
    `{%- for tag in wanted limit: ${TAGS_READ} -%}`,
    "{%- if chosen == '' -%}",
    "{%- assign name = tag | split: ';' | first | split: '-' | first | strip -%}",
    ...TRADITIONAL_CHINESE,
    '{%- if known contains name -%}{%- assign chosen = name -%}{%- endif -%}',
    '{%- endif -%}',
    '{%- endfor -%}',
    '{%- case chosen -%}',
    ...SMS_LANGUAGES.filter((language) => language !== 'en').flatMap((language) => [
      `{%- when ${namesOf(language).map(quoted).join(', ')} -%}`,
      texts[language],
    ]),
    '{%- else -%}',
    texts.en,
    '{%- endcase %}',
  ].join('\n')
}

/** By the script if the tag names it, else by the region. */
const TRADITIONAL_CHINESE = [
  "{%- if name == 'zh' -%}",
  "{%- unless tag contains '-hans' -%}",
  "{%- if tag contains '-hant' or tag contains '-tw' or tag contains '-hk' or tag contains '-mo' -%}",
  "{%- assign name = 'zh-hant' -%}",
  '{%- endif -%}',
  '{%- endunless -%}',
  '{%- endif -%}',
]
