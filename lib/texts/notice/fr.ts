import type { NoticeTexts } from './en.ts'

export const fr: NoticeTexts = {
  linked: {
    subject: 'Un téléphone a été ajouté à votre compte {app}',
    headline: 'Votre téléphone a été ajouté',
    what: 'Le numéro {phone} a été ajouté à votre compte. Vous pouvez désormais vous connecter aussi avec un code envoyé à ce numéro.',
  },
  replaced: {
    subject: 'Le téléphone de votre compte {app} a été modifié',
    headline: 'Votre téléphone a été modifié',
    what: 'Le numéro de votre compte est désormais {phone}. L’ancien numéro ne permet plus de vous connecter.',
  },
  removed: {
    subject: 'Le téléphone de votre compte {app} a été supprimé',
    headline: 'Votre téléphone a été supprimé',
    what: 'Le numéro {phone} a été supprimé de votre compte et ne permet plus de vous connecter. Vous vous connectez avec un code reçu par e-mail.',
  },
  whenAndWhere: 'Quand : {time}. Où : {country}, d’après la connexion internet.',
  when: 'Quand : {time}.',
  todo: 'Si vous n’êtes pas à l’origine de cette modification, connectez-vous par e-mail, supprimez tout numéro qui n’est pas le vôtre et contactez l’assistance.',
  todoWithLink:
    'Si vous n’êtes pas à l’origine de cette modification, prévenez-nous sans attendre au moyen de ce lien :',
  greeting: 'Bonjour,',
  closing: 'Bien cordialement, l’équipe {app}',
}
