import type { CodeMessage } from '../../lib/core/delivery.ts'
import { phoneNumber } from './values.ts'

/** A code on its way by text. Tests change one fact of it. */
export const codeMessage: CodeMessage = {
  to: phoneNumber('+4915112345678'),
  method: 'text',
  asText: 'Acme: 012345 ist dein Code.\n\n@login.example.com #012345',
  asVoice: 'Dein Code ist 0, 1, 2, 3, 4, 5.',
  code: '012345',
  locale: 'de',
  idempotencyKey: 'Zm9vYmFyLWJhei0x_2',
}
