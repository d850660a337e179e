export type FormTexts = typeof en

export const en = {
  offer: {
    title: 'Add your mobile number?',
    body: 'It gives you a second way to sign in to this account: we send you a code by text message. Standard message rates may apply.',
    accept: 'Add my number',
    later: 'Not now',
  },
  required: {
    title: 'Please add your mobile number',
    body: 'This app asks for a mobile number as a second way to sign in to your account. We confirm it with a code by text message; standard message rates may apply. Without a number you cannot continue.',
    accept: 'Add my number',
    cancel: 'Cancel',
  },
  number: {
    title: 'Your mobile number',
    body: 'We send a code by text message to this number to confirm that it is yours. Standard message rates may apply.',
    label: 'Mobile number',
    hint: 'Choose your country and enter the number.',
    countryFilter: 'Search for a country',
    next: 'Continue',
    later: 'Not now',
  },
  removal: {
    title: 'Remove your phone?',
    body: '{phone} will no longer sign you in to this account.',
    consequences: 'From then on you sign in by email code only. You can add a phone again at any time.',
    confirm: 'Remove phone',
    keep: 'Keep phone',
  },
  notice: {
    button: 'Continue',
    notYou:
      'If this was not you, sign in by email and remove any number that is not yours, or contact support.',
    emailed: 'We also send this message to your email address.',
  },
  errors: {
    ERR_REQUIRED_PROPERTY: 'Please fill in this field.',
    ERR_TEL_EXPECTED: 'Please enter a valid phone number.',
    ERR_INVALID_INPUT: 'Something is not right yet. Please check what you entered.',
  },
}
