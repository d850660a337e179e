/** The kinds of numbers that settings may allow. One that may be a landline or a mobile phone is `mobile`. */
export const NUMBER_KINDS = ['mobile', 'fixed_line', 'voip'] as const
export type NumberKind = (typeof NUMBER_KINDS)[number]
