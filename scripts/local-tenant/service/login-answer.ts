import type { AuthorizeRequest, LoginTransaction, Session } from '../state.ts'

/** What a step of a login answers the browser with; an endpoint turns it into HTTP. */
export type LoginAnswer = {
  /** The browser's session from now on. */
  session?: Session
  /** What begins only when the answer has gone out. */
  afterwards?: () => void
} & (
  | { kind: 'to_client'; target: ClientTarget; parameters: { [name: string]: string } }
  | { kind: 'redirect'; url: string }
  | { kind: 'page'; transaction: LoginTransaction }
  | { kind: 'notice'; transaction: LoginTransaction; status: 200 | 400 | 429; notice: Notice; typed?: string }
  | { kind: 'ended'; transaction: LoginTransaction; status: 400 | 403; message: string }
  | ErrorPage
)

/** An error that must not be told to the application, because nothing proves who asked. */
export type ErrorPage = { kind: 'error_page'; status: 400 | 403; code: string; description: string }

export type ClientTarget = Pick<AuthorizeRequest, 'redirect_uri' | 'response_mode'>

/** What a page says above its form. */
export type Notice =
  | 'email_invalid'
  | 'phone_invalid'
  | 'code_wrong'
  | 'otp_wrong'
  | 'code_expired'
  | 'code_dead'
  | 'code_spent'
  | 'code_sent'
  | 'send_failed'
  | 'too_many_requests'

export function answerError(
  request: ClientTarget & { state?: string },
  error: string,
  description: string,
): LoginAnswer {
  const parameters = {
    error,
    error_description: description,
    ...(request.state === undefined ? {} : { state: request.state }),
  }
  return { kind: 'to_client', target: request, parameters }
}
