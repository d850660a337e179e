import type { Recipient } from '../events/custom-phone-provider-event.ts'
import type { Tenant } from '../tenant.ts'
import { messageVariables, type CodeToSend } from './message-variables.ts'
import { renderPhoneTemplate } from './phone-liquid.ts'
import { textTemplate } from './text-template.ts'

/** A message as a phone is to show or say it. */
export type PhoneText = { text: string; voice: string; from: string | undefined }

/** Characters. Source: Auth0's description of the custom-phone-provider event. */
const LONGEST = 1024

/** @throws when a template does not parse, uses what it may not, or writes more than 1024 characters */
export async function writePhoneText(tenant: Tenant, order: CodeToSend, user: Recipient): Promise<PhoneText> {
  const template = textTemplate(tenant, order.connection)
  const variables = messageVariables(tenant, order, user)
  const write = async (source: string): Promise<string> => {
    const text =
      template.syntax === 'md_with_macros'
        ? source.replaceAll('@@password@@', order.code.code)
        : await renderPhoneTemplate(source, variables)
    if (text.length > LONGEST) throw new Error(`A text is longer than ${LONGEST} characters.`)
    return text
  }
  const text = await write(template.text)
  const voice = template.voice === undefined ? text : await write(template.voice)
  return { text, voice, from: template.from }
}
