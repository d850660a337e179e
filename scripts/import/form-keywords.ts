/** The keywords that Actions know Forms by, and the Forms' names in the tenant. */
export const FORM_NAMES = {
  OFFER_FORM_ID: 'Phone Linking Offer',
  REQUIRED_FORM_ID: 'Phone Linking Required',
  NUMBER_FORM_ID: 'Phone Linking Number',
  REMOVAL_FORM_ID: 'Phone Linking Removal',
  NOTICE_FORM_ID: 'Phone Linking Notice',
} as const

/** The ids of Forms as keywords; without those whose id is not known. */
export function formKeywords(idOf: (name: string) => string | undefined): { [keyword: string]: string } {
  return Object.fromEntries(
    Object.entries(FORM_NAMES).flatMap(([keyword, name]) => {
      const id = idOf(name)
      return id === undefined ? [] : [[keyword, id]]
    }),
  )
}
