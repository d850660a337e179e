export type NoticeTexts = typeof en

export const en = {
  linked: {
    subject: 'A phone was added to your {app} account',
    headline: 'Your phone has been added',
    what: 'The number {phone} was added to your account. From now on, a code sent to it signs you in as well.',
  },
  replaced: {
    subject: 'The phone of your {app} account was changed',
    headline: 'Your phone has been changed',
    what: 'Your account now has the number {phone}. The number it had before no longer signs you in.',
  },
  removed: {
    subject: 'The phone of your {app} account was removed',
    headline: 'Your phone has been removed',
    what: 'The number {phone} was removed from your account and no longer signs you in. You sign in by email code.',
  },
  whenAndWhere: 'When: {time}. Where: {country}, judging by the internet connection.',
  when: 'When: {time}.',
  todo: 'If this was not you, sign in by email, remove any number that is not yours, and contact support.',
  todoWithLink: 'If this was not you, please tell us right away through this link:',
  greeting: 'Hello,',
  closing: 'With kind regards, your {app} team',
}
