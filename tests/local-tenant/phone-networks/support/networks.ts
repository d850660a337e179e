import { createPhoneNetworks } from '../../../../scripts/local-tenant/phone-networks/app.ts'
import { networksOf } from '../../../../scripts/local-tenant/phone-networks/networks-of.ts'
import type { NetworkCredentials, PhoneNetworksState } from '../../../../scripts/local-tenant/state.ts'
import { useStage, type Stage } from '../../oidc/support/stage.ts'

export const PHONE = '+447400123456'

export type Answered = { status: number; body: { [name: string]: unknown }; headers: Headers }
export type Fields = { [name: string]: string | undefined }

export type Networks = {
  stage: Stage
  state: PhoneNetworksState
  credentials: NetworkCredentials
  /** A form post with the account's credentials, unless other ones are given. Fields without a value are left out. */
  post(path: string, fields: Fields, headers?: { [name: string]: string }): Promise<Answered>
  /** Anything else. */
  send(path: string, init: RequestInit): Promise<Answered>
}

/** Call at the top of a test file; each test gets networks on which nothing has happened. */
export function useNetworks(): Networks {
  const stage = useStage()
  const state = () => networksOf(stage.tenant)
  const send = async (path: string, init: RequestInit): Promise<Answered> => {
    const answer = await createPhoneNetworks(stage.tenant).request(`https://localhost:4443${path}`, init)
    return { status: answer.status, body: (await answer.json()) as Answered['body'], headers: answer.headers }
  }
  return {
    stage,
    get state() {
      return state()
    },
    get credentials() {
      return state().credentials
    },
    send,
    post(path, fields, headers = {}) {
      const { accountSid, authToken } = state().credentials
      const given = Object.entries(fields).filter(
        (field): field is [string, string] => field[1] !== undefined,
      )
      return send(path, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body: new URLSearchParams(given).toString(),
      })
    },
  }
}

/** A refusal as Twilio words it. */
export const refusal = (status: number, code: number, message: string) => ({
  status,
  body: { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}` },
})
