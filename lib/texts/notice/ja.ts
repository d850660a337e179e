import type { NoticeTexts } from './en.ts'

export const ja: NoticeTexts = {
  linked: {
    subject: '{app}のアカウントに電話番号が追加されました',
    headline: '電話番号が追加されました',
    what: 'お客様のアカウントに電話番号 {phone} が追加されました。今後は、この番号に届くコードでもログインできます。',
  },
  replaced: {
    subject: '{app}のアカウントの電話番号が変更されました',
    headline: '電話番号が変更されました',
    what: 'お客様のアカウントの電話番号は {phone} になりました。以前の番号ではログインできなくなります。',
  },
  removed: {
    subject: '{app}のアカウントから電話番号が削除されました',
    headline: '電話番号が削除されました',
    what: '電話番号 {phone} はお客様のアカウントから削除され、ログインに使えなくなりました。今後はメールで届くコードでログインしてください。',
  },
  whenAndWhere: '日時：{time}。場所：{country}（インターネット接続からの推定）。',
  when: '日時：{time}。',
  todo: 'お心当たりがない場合は、メールでログインしてご自身のものではない番号を削除し、サポートまでご連絡ください。',
  todoWithLink: 'お心当たりがない場合は、次のリンクからすぐにお知らせください。',
  greeting: 'いつもご利用いただきありがとうございます。',
  closing: '今後ともよろしくお願いいたします。{app}チーム',
}
