import { foundByDeploy, ofActions } from '../setting.ts'

export const NOTICE_SETTINGS = {
  NOTICE_FORM_ID: foundByDeploy('NOTICE_FORM_ID', {
    group: 'notices',
    meaning: 'ID of the Form `Phone Linking Notice`, which confirms a change and sends the email about it.',
    example: 'ap_8sDfGhJkA1eUrTk3x2Vb9Q',
  }),
  RECEIVER_URL: ofActions('RECEIVER_URL', {
    group: 'notices',
    meaning: 'Where a Security Event Token about every change is pushed (RFC 8935).',
    example: 'https://example.com/events',
  }),
  RECEIVER_AUDIENCE: ofActions('RECEIVER_AUDIENCE', {
    group: 'notices',
    meaning: 'The `aud` of these tokens.',
    otherwise: '`RECEIVER_URL`',
    example: 'https://example.com',
  }),
  SIGNING_KEY: ofActions('SIGNING_KEY', {
    group: 'notices',
    meaning:
      'The private key they are signed with, as a JWK with `alg` and `kid`; needed with `RECEIVER_URL`.',
    isSecret: true,
    example: '`{"kty":"EC","crv":"P-256","x":…,"y":…,"d":…,"alg":"ES256","kid":"1"}`',
  }),
}
