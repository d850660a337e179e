import { Router } from 'express'
import type { InboxMessage } from '../../local-tenant/state.ts'

export type ReadInbox = () => Promise<InboxMessage[]>

/** The pages that show what the local tenant "sent": one for people, one part of it for the refreshing script. */
export function inboxPages(readInbox: ReadInbox): Router {
  const router = Router()
  router.get('/inbox', async (_request, response) => {
    response.render('inbox', { title: 'Inbox', ...inboxView(await readInbox()) })
  })
  router.get('/inbox/messages', async (_request, response) => {
    response.render('inbox-messages', inboxView(await readInbox()))
  })
  return router
}

function inboxView(messages: InboxMessage[]) {
  const newestFirst = messages.toReversed().map((message) => ({ ...message, time: message.at.slice(11, 19) }))
  const only = (channel: InboxMessage['channel']) =>
    newestFirst.filter((message) => message.channel === channel)
  return {
    texts: only('sms'),
    emails: only('email').map((email) => ({ ...email, text: plainText(email.text) })),
  }
}

/** Mails may be HTML; the inbox shows their words, never their markup. */
function plainText(body: string): string {
  return body
    .replace(/<(style|head|title)[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|h\d|tr|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*(\n\s*)*/g, '\n')
    .trim()
}
