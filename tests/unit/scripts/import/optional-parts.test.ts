import { leaveOutUnwanted } from '../../../../scripts/import/optional-parts.ts'
import type { TenantFile } from '../../../../scripts/deploy/tenant-file.ts'

const whole: TenantFile = {
  actions: [{ name: 'phone-challenge' }, { name: 'sms-provider' }],
  phoneProviders: [{ name: 'custom' }],
  phoneTemplates: [{ type: 'otp_verify' }],
  prompts: { identifier_first: true },
}

test('with a provider of codes, all of the file is imported', () => {
  expect(leaveOutUnwanted(whole, { CODE_PROVIDER: 'webhook' })).toEqual(whole)
})

test('T27 without one, the tenant goes on with its own provider and its own texts', () => {
  expect(leaveOutUnwanted(whole, { CODE_PROVIDER: 'none' })).toEqual({
    actions: [{ name: 'phone-challenge' }],
    prompts: { identifier_first: true },
  })
})

test('what an admin has not said is not guessed: the keyword is asked for with the others', () => {
  expect(leaveOutUnwanted(whole, {})).toEqual(whole)
})
