import type {
  ActionRuntime,
  CustomPhoneProviderResult,
  FormRequest,
  PostLoginResult,
  PostLoginRun,
  PreUserRegistrationResult,
} from '../../../../scripts/local-tenant/tenant.ts'

type LoginEvent = {
  request: { query: Record<string, unknown>; body: Record<string, unknown>; method: string; hostname: string }
  user: { user_id: string; app_metadata: Record<string, unknown> }
  connection: { name: string }
  authentication?: { methods: { name: string; timestamp: string }[] }
  transaction: { metadata: Record<string, unknown>; protocol: string }
  stats: { logins_count: number }
  prompt?: { id: string; fields: Record<string, unknown>; vars: Record<string, unknown> }
}
export type SeenRun = { run: PostLoginRun; event: LoginEvent }
type Script = (seen: SeenRun) => PostLoginResult | Promise<PostLoginResult>

/** Stands in for deployed Actions: each test says what they answer. */
export class FakeActions implements ActionRuntime {
  seen: SeenRun[] = []
  signUps: unknown[] = []
  onLogin: Script = () => completed()
  onSignUp: (event: unknown) => PreUserRegistrationResult = () => ({
    kind: 'allowed',
    appMetadata: {},
    userMetadata: {},
  })

  /** What the custom phone provider was given, and what it says to each. */
  texts: unknown[] = []
  onText: (event: unknown) => CustomPhoneProviderResult | Promise<CustomPhoneProviderResult> = () => ({
    kind: 'delivered',
    action_name: 'sms-provider',
  })

  async postLogin(run: PostLoginRun): Promise<PostLoginResult> {
    const seen = { run, event: run.buildEvent(run.metadata, run.resume !== undefined) as LoginEvent }
    this.seen.push(seen)
    return this.onLogin(seen)
  }
  preUserRegistration(event: object): Promise<PreUserRegistrationResult> {
    this.signUps.push(event)
    return Promise.resolve(this.onSignUp(event))
  }
  async customPhoneProvider(event: object): Promise<CustomPhoneProviderResult> {
    this.texts.push(event)
    return this.onText(event)
  }
  runs = () => []
  forgetRuns = () => undefined
  beginAnew = () => Promise.resolve()
  stop = () => Promise.resolve()
}

const nothing = () => ({
  user: { appMetadata: {}, userMetadata: {}, recordedMethods: [] },
  tokens: { idTokenClaims: {}, accessTokenClaims: {}, addedScopes: [], removedScopes: [] },
  metadata: {},
})

export const completed = (more: Partial<ReturnType<typeof nothing>> = {}): PostLoginResult => ({
  ...nothing(),
  ...more,
  kind: 'completed',
})
export const denied = (reason: string): PostLoginResult => ({
  ...{ ...nothing(), kind: 'denied', reason },
  action_name: 'gate',
})
export const redirect = (url: string, metadata: Record<string, string> = {}): PostLoginResult => ({
  ...{ ...nothing(), metadata, kind: 'redirect', url },
  ...{ binding_index: 0, action_id: 'act_1' },
})
/** An Action renders a form, with these values. */
export const form = (id: string, given: Partial<FormRequest> = {}): PostLoginResult => ({
  ...{ ...nothing(), kind: 'form', form: { id, fields: {}, vars: {}, ...given } },
  ...{ binding_index: 0, action_id: 'act_1' },
})
/** An Action asks for one of these factors. */
export const challenge = (factors: string[]): PostLoginResult => ({
  ...{ ...nothing(), kind: 'mfa', factors, binding_index: 0, action_id: 'act_1' },
})
export const failed = (message: string): PostLoginResult => ({
  ...{ ...nothing(), kind: 'failed', message },
  action_name: 'gate',
})
