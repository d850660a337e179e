import { Hono } from 'hono'
import type { Tenant } from '../tenant.ts'
import { twilioCalls } from './twilio-calls.ts'
import { TwilioError, twilioErrorBody } from './twilio-error.ts'
import { twilioMessages } from './twilio-messages.ts'
import { twilioVerify } from './twilio-verify.ts'
import { webhookReceiver } from './webhook-receiver.ts'

/** Stand-ins of what delivers texts and calls; what they take is in the tenant's inbox. */
export function createPhoneNetworks(tenant: Tenant): Hono {
  const app = new Hono()
  for (const network of [twilioMessages, twilioCalls, twilioVerify, webhookReceiver]) {
    app.route('/', network(tenant))
  }
  app.all('*', (c) => {
    throw new TwilioError(20404, c.req.path)
  })
  app.onError((thrown, c) => {
    const error: unknown = thrown
    if (error instanceof TwilioError) {
      const asked = error.status === 401 ? { 'www-authenticate': 'Basic realm="Twilio API"' } : {}
      return c.json(twilioErrorBody(error), error.status, asked)
    }
    console.error(error)
    return c.json({ code: 20500, message: 'Internal Server Error', status: 500 }, 500)
  })
  return app
}
