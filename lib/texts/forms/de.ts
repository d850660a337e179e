import type { FormTexts } from './en.ts'

export const de: FormTexts = {
  offer: {
    title: 'Möchten Sie Ihre Mobilnummer hinzufügen?',
    body: 'Damit haben Sie einen zweiten Weg, sich bei diesem Konto anzumelden: Wir senden Ihnen einen Code per SMS. Es können die üblichen Gebühren Ihres Anbieters anfallen.',
    accept: 'Nummer hinzufügen',
    later: 'Jetzt nicht',
  },
  required: {
    title: 'Bitte fügen Sie Ihre Mobilnummer hinzu',
    body: 'Diese App verlangt eine Mobilnummer als zweiten Weg, sich bei Ihrem Konto anzumelden. Wir bestätigen sie mit einem Code per SMS; es können die üblichen Gebühren Ihres Anbieters anfallen. Ohne Nummer können Sie nicht fortfahren.',
    accept: 'Nummer hinzufügen',
    cancel: 'Abbrechen',
  },
  number: {
    title: 'Ihre Mobilnummer',
    body: 'Wir senden einen Code per SMS an diese Nummer, um zu bestätigen, dass sie Ihnen gehört. Es können die üblichen Gebühren Ihres Anbieters anfallen.',
    label: 'Mobilnummer',
    hint: 'Wählen Sie Ihr Land und geben Sie die Nummer ein.',
    countryFilter: 'Land suchen',
    next: 'Weiter',
    later: 'Jetzt nicht',
  },
  removal: {
    title: 'Möchten Sie Ihre Mobilnummer entfernen?',
    body: 'Mit {phone} können Sie sich dann nicht mehr bei diesem Konto anmelden.',
    consequences:
      'Sie melden sich danach nur noch mit einem Code per E-Mail an. Sie können jederzeit wieder eine Nummer hinzufügen.',
    confirm: 'Nummer entfernen',
    keep: 'Nummer behalten',
  },
  notice: {
    button: 'Weiter',
    notYou:
      'Wenn Sie das nicht waren, melden Sie sich bitte per E-Mail an und entfernen Sie jede Nummer, die nicht Ihnen gehört, oder wenden Sie sich an den Support.',
    emailed: 'Wir senden diese Nachricht auch an Ihre E-Mail-Adresse.',
  },
  errors: {
    ERR_REQUIRED_PROPERTY: 'Bitte füllen Sie dieses Feld aus.',
    ERR_TEL_EXPECTED: 'Bitte geben Sie eine gültige Telefonnummer ein.',
    ERR_INVALID_INPUT: 'Hier stimmt noch etwas nicht. Bitte prüfen Sie Ihre Eingabe.',
  },
}
