/** What Auth0's texts say before anybody customizes them; the words are ours. */
export const DEFAULT_PHONE_TEMPLATES: { [type: string]: { text: string; voice: string } } = {
  otp_verify: {
    text: '{{ code }} is your verification code for {{ friendly_name }}.',
    voice: 'Your verification code for {{ friendly_name }} is {{ code }}.',
  },
  otp_enroll: {
    text: '{{ code }} is your verification code to enroll with {{ friendly_name }}.',
    voice: 'Your verification code to enroll with {{ friendly_name }} is {{ code }}.',
  },
  change_password: {
    text: '{{ code }} is your code to change your password for {{ friendly_name }}.',
    voice: 'Your code to change your password for {{ friendly_name }} is {{ code }}.',
  },
  blocked_account: {
    text: 'We have blocked your account for {{ friendly_name }}.',
    voice: 'We have blocked your account for {{ friendly_name }}.',
  },
  password_breach: {
    text: 'Your password for {{ friendly_name }} was found in a data breach. Please change it.',
    voice: 'Your password for {{ friendly_name }} was found in a data breach. Please change it.',
  },
}
