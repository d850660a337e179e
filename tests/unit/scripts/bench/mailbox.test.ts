import { openMailbox } from '../../../../scripts/bench/mailbox.ts'
import type { InboxMessage } from '../../../../scripts/local-tenant/state.ts'

function inboxOf() {
  const messages: InboxMessage[] = []
  const asked: (string | undefined)[] = []
  return {
    asked,
    send: (to: string, code: string) =>
      void messages.push({ channel: 'sms', to, code, from: 'x', text: code } as InboxMessage),
    list: (to?: string) => {
      asked.push(to)
      return Promise.resolve(messages.filter((message) => to === undefined || message.to === to))
    },
  }
}

test('each code is handed out once: whoever asks again waits for a newer one', async () => {
  const inbox = inboxOf()
  const mailbox = openMailbox(inbox.list)
  inbox.send('+447400000001', '111111')
  await expect(mailbox.nextCode('+447400000001')).resolves.toBe('111111')
  const next = mailbox.nextCode('+447400000001')
  setTimeout(() => inbox.send('+447400000001', '222222'), 20)
  await expect(next).resolves.toBe('222222')
})

test('of two unread codes, the newest is the one that works', async () => {
  const inbox = inboxOf()
  inbox.send('+447400000001', '111111')
  inbox.send('+447400000001', '222222')
  await expect(openMailbox(inbox.list).nextCode('+447400000001')).resolves.toBe('222222')
})

test('many who wait are read for at once, and each gets their own', async () => {
  const inbox = inboxOf()
  const mailbox = openMailbox(inbox.list)
  const numbers = Array.from({ length: 50 }, (_, index) => `+4474000000${String(index).padStart(2, '0')}`)
  const codes = Promise.all(numbers.map((number) => mailbox.nextCode(number)))
  for (const number of numbers) inbox.send(number, number.slice(-6))
  await expect(codes).resolves.toEqual(numbers.map((number) => number.slice(-6)))
  expect(inbox.asked.length).toBeLessThan(10)
})

test('an inbox that cannot be read is told to everybody who waits', async () => {
  const mailbox = openMailbox(() => Promise.reject(new Error('The inbox is gone.')))
  const both = [mailbox.nextCode('a'), mailbox.nextCode('b')]
  await expect(Promise.allSettled(both)).resolves.toMatchObject(
    both.map(() => ({ status: 'rejected', reason: { message: 'The inbox is gone.' } })),
  )
})
