import type { Context } from 'hono'
import type { LoginTransaction } from '../state.ts'
import type { Tenant } from '../tenant.ts'
import { offered } from '../service/begin-login.ts'
import { findClient } from '../service/clients.ts'
import { codeSettings, findConnection } from '../service/connections.ts'
import type { Notice } from '../service/login-answer.ts'
import { likelyCountry } from '../service/phone-field.ts'
import { countryOptions } from './country-options.ts'
import { textsFor } from './page-texts.ts'
import { renderPage } from './render-page.ts'

export const IDENTIFIER_PATH = '/u/login/identifier'
export const EMAIL_CODE_PATH = '/u/login-passwordless-email-code'
export const SMS_CODE_PATH = '/u/login-passwordless-sms-otp'

export const OTP_PATH = '/u/mfa-otp-challenge'
export const FORM_PATH = '/u/custom-prompt'
export const CONSENT_PATH = '/u/consent'

export type PageNotice = { status: 200 | 400 | 429; notice: Notice; typed?: string; country?: string }

function codePath(transaction: LoginTransaction): string {
  return transaction.passwordless?.recipient.startsWith('+') === true ? SMS_CODE_PATH : EMAIL_CODE_PATH
}

/** Where the login's page is; `state` is the login's own, not the application's. */
export function pageUrl(transaction: LoginTransaction): string {
  const { stage, form, resume } = transaction
  if (stage === 'form' || stage === 'mfa' || stage === 'consent') {
    const paths = {
      form: `${FORM_PATH}/${encodeURIComponent(form?.id ?? '')}`,
      mfa: OTP_PATH,
      consent: CONSENT_PATH,
    }
    return `${paths[stage]}?state=${encodeURIComponent(resume?.state ?? '')}`
  }
  const path = transaction.stage === 'code' ? codePath(transaction) : IDENTIFIER_PATH
  return `${path}?state=${encodeURIComponent(transaction.id)}`
}

/** The page of the login's present stage. */
export function renderLoginPage(
  c: Context,
  tenant: Tenant,
  transaction: LoginTransaction,
  said?: PageNotice,
): Promise<Response> {
  if (transaction.stage === 'mfa') return renderOtpPage(c, tenant, transaction, said)
  return transaction.stage === 'code'
    ? renderCodePage(c, tenant, transaction, said)
    : renderIdentifierPage(c, tenant, transaction, said)
}

export function renderIdentifierPage(
  c: Context,
  tenant: Tenant,
  transaction: LoginTransaction,
  said?: PageNotice,
): Promise<Response> {
  const { request } = transaction
  const client = findClient(tenant, request.client_id)
  const connections = client === undefined ? [] : offered(tenant, request, client)
  const offers = (strategy: string) => connections.some((each) => each.strategy === strategy)
  const texts = textsFor(transaction.locale)
  const hint = request.login_hint ?? ''
  const isPhoneHint = hint.startsWith('+')
  const wasPhone = said?.notice === 'phone_invalid'
  const typed = said?.typed ?? ''
  const country = said?.country ?? likelyCountry(c.req.header('accept-language'))
  return renderPage(c, said?.status ?? 200, 'identifier', {
    ...texts,
    ...frame(transaction, client?.name),
    title: texts.text.log_in,
    error: said === undefined ? undefined : texts.notice[said.notice],
    email: offers('email'),
    phone: offers('sms'),
    emailInvalid: said?.notice === 'email_invalid',
    phoneInvalid: wasPhone,
    emailValue: wasPhone ? '' : typed !== '' ? typed : isPhoneHint ? '' : hint,
    phoneValue: wasPhone ? typed : isPhoneHint && tenant.unknowns.loginHintPrefillsPhone ? hint : '',
    countryOptions: offers('sms') ? countryOptions(texts.lang, country) : '',
  })
}

function renderCodePage(
  c: Context,
  tenant: Tenant,
  transaction: LoginTransaction,
  said?: PageNotice,
): Promise<Response> {
  const { request, passwordless } = transaction
  const texts = textsFor(transaction.locale)
  const connection = passwordless === undefined ? undefined : findConnection(tenant, passwordless.connection)
  const isSms = connection?.strategy === 'sms'
  const isGoodNews = said?.notice === 'code_sent'
  return renderPage(c, said?.status ?? 200, 'code', {
    ...texts,
    ...frame(transaction, findClient(tenant, request.client_id)?.name),
    title: isSms ? texts.text.check_phone : texts.text.check_email,
    error: said === undefined || isGoodNews ? undefined : texts.notice[said.notice],
    status: isGoodNews ? texts.notice.code_sent : undefined,
    recipient: passwordless?.recipient ?? '',
    // A number reads from left to right in every language.
    recipientDirection: 'ltr',
    length: connection === undefined ? undefined : codeSettings(connection).length,
    change: isSms ? texts.text.change_number : texts.text.change_email,
    action: `${codePath(transaction)}?state=${encodeURIComponent(transaction.id)}`,
  })
}

function renderOtpPage(
  c: Context,
  tenant: Tenant,
  transaction: LoginTransaction,
  said?: PageNotice,
): Promise<Response> {
  const texts = textsFor(transaction.locale)
  return renderPage(c, said?.status ?? 200, 'mfa-otp', {
    ...texts,
    client: findClient(tenant, transaction.request.client_id)?.name ?? '',
    title: texts.text.verify,
    error: said === undefined ? undefined : texts.notice[said.notice],
    action: pageUrl(transaction),
  })
}

function frame({ id }: LoginTransaction, client: string | undefined) {
  const state = encodeURIComponent(id)
  return {
    client: client ?? '',
    state: id,
    identifierUrl: `${IDENTIFIER_PATH}?state=${state}`,
    cancelUrl: `/u/login/cancel?state=${state}`,
  }
}
