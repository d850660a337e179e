import type { NoticeTexts } from './en.ts'

export const de: NoticeTexts = {
  linked: {
    subject: 'Ihrem Konto bei {app} wurde eine Mobilnummer hinzugefügt',
    headline: 'Ihre Mobilnummer wurde hinzugefügt',
    what: 'Die Nummer {phone} wurde Ihrem Konto hinzugefügt. Ab sofort können Sie sich auch mit einem Code anmelden, den wir an diese Nummer senden.',
  },
  replaced: {
    subject: 'Die Mobilnummer Ihres Kontos bei {app} wurde geändert',
    headline: 'Ihre Mobilnummer wurde geändert',
    what: 'Für Ihr Konto gilt jetzt die Nummer {phone}. Mit der bisherigen Nummer ist keine Anmeldung mehr möglich.',
  },
  removed: {
    subject: 'Die Mobilnummer Ihres Kontos bei {app} wurde entfernt',
    headline: 'Ihre Mobilnummer wurde entfernt',
    what: 'Die Nummer {phone} wurde aus Ihrem Konto entfernt und kann nicht mehr zur Anmeldung verwendet werden. Sie melden sich mit einem Code per E-Mail an.',
  },
  whenAndWhere: 'Wann: {time}. Wo: {country}, der Internetverbindung nach zu urteilen.',
  when: 'Wann: {time}.',
  todo: 'Wenn Sie das nicht waren, melden Sie sich bitte per E-Mail an, entfernen Sie jede Nummer, die nicht Ihnen gehört, und wenden Sie sich an den Support.',
  todoWithLink: 'Wenn Sie das nicht waren, geben Sie uns bitte sofort über diesen Link Bescheid:',
  greeting: 'Guten Tag,',
  closing: 'Mit freundlichen Grüßen, Ihr Team von {app}',
}
