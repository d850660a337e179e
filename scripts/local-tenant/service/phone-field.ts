import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max'

/** A typed number as E.164, or nothing when it is no number that anybody can have. */
export function normalisePhone(typed: string, country: string): string | undefined {
  try {
    const region = isSupportedCountry(country) ? country : undefined
    const number = parsePhoneNumberWithError(typed, region === undefined ? {} : { defaultCountry: region })
    return number.isValid() && number.ext === undefined ? number.number : undefined
  } catch {
    // The library throws for what is no number at all.
    return undefined
  }
}

export type CountryChoice = { code: string; name: string; callingCode: string }

/** Countries for the page's list, by their names in the page's language. */
export function countryChoices(language: string): CountryChoice[] {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region' })
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: getCountryCallingCode(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, language))
}

/** The country to begin with: that of the browser's language, e.g. `de-AT`; else the United States, as Auth0 does. */
export function likelyCountry(acceptLanguage: string | undefined): string {
  const region = /^[a-z]{2,3}-([A-Z]{2})\b/.exec(acceptLanguage ?? '')?.[1]
  return region !== undefined && isSupportedCountry(region) ? region : 'US'
}

/** Deliberately plain: whether an address exists is only known once its code comes back. */
export function normaliseEmail(typed: string): string | undefined {
  const email = typed.trim().toLowerCase()
  return email.length <= 254 && /^[^\s@<>"',;:\\()[\]]+@[^\s@<>"',;:\\()[\]]+\.[^\s@.]{2,}$/u.test(email)
    ? email
    : undefined
}
