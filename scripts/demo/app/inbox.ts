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
    emails: only('email').map((email) => ({
      ...email,
      text: plainText(email.text),
      links: appLinks(email.text),
    })),
  }
}

/**
 * The links to apps on this computer, wherever in the mail they stand. A mail is foreign text, so no other address
 * and no other scheme becomes something to click on.
 */
export function appLinks(body: string): string[] {
  const found = body.match(/\bhttp:\/\/localhost[:/][^\s"'<>()]*/g) ?? []
  // A full stop or comma after an address belongs to the sentence.
  const links = found.map((text) => entitiesRead(text).replace(/[.,;!?]+$/, ''))
  return [...new Set(links)].filter(isLocal)
}

// What a browser makes of it counts: `http://localhost:1@example.com/` leads to example.com.
const isLocal = (link: string): boolean => URL.canParse(link) && new URL(link).hostname === 'localhost'

/** Mails may be HTML; the inbox shows their words, never their markup. */
function plainText(body: string): string {
  const words = body
    .replace(/<(style|head|title)[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|h\d|tr|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
  return entitiesRead(words)
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*(\n\s*)*/g, '\n')
    .trim()
}

/** Read after the markup is gone; the page escapes whatever comes out. */
function entitiesRead(text: string): string {
  return text
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(39|x27);/gi, "'")
    .replace(/&amp;/g, '&')
}
