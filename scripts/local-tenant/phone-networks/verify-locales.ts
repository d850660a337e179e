/** What Verify has words in. Source: https://www.twilio.com/docs/verify/supported-languages. */
export const VERIFY_LOCALES = new Set(
  [
    'af ar ca zh zh-CN zh-HK hr cs da nl en en-GB et fi fr de el he hi hu id it ja kn ko lt ms mr nb pl',
    'pt pt-BR ro ru sk es sv tl te th tr uk vi',
  ]
    .join(' ')
    .split(' '),
)
