/** The long list that bundles are measured with: EU, GB, CH, NO, US, CA, JP, BR, IN, AU and NZ. */
export const LONG_LIST: readonly string[] = [
  ...['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT'],
  ...['LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK'],
  ...['GB', 'CH', 'NO', 'US', 'CA', 'JP', 'BR', 'IN', 'AU', 'NZ'],
]
