/** ISO 3166-1 alpha-2 codes of the countries that the build is made for, unless it is told others. */
export const DEFAULT_COUNTRIES = ['AT', 'CH', 'DE', 'ES', 'FR', 'GB', 'JP', 'PT'] as const
