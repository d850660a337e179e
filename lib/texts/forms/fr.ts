import type { FormTexts } from './en.ts'

export const fr: FormTexts = {
  offer: {
    title: 'Ajouter votre numéro de mobile ?',
    body: 'Vous disposerez ainsi d’un second moyen de vous connecter à ce compte : nous vous envoyons un code par SMS. Les tarifs habituels de votre opérateur peuvent s’appliquer.',
    accept: 'Ajouter mon numéro',
    later: 'Pas maintenant',
  },
  required: {
    title: 'Veuillez ajouter votre numéro de mobile',
    body: 'Cette application demande un numéro de mobile comme second moyen de vous connecter à votre compte. Nous le confirmons par un code envoyé par SMS ; les tarifs habituels de votre opérateur peuvent s’appliquer. Sans numéro, vous ne pouvez pas continuer.',
    accept: 'Ajouter mon numéro',
    cancel: 'Annuler',
  },
  number: {
    title: 'Votre numéro de mobile',
    body: 'Nous envoyons un code par SMS à ce numéro pour confirmer qu’il est bien le vôtre. Les tarifs habituels de votre opérateur peuvent s’appliquer.',
    label: 'Numéro de mobile',
    hint: 'Choisissez votre pays et saisissez le numéro.',
    countryFilter: 'Rechercher un pays',
    next: 'Continuer',
    later: 'Pas maintenant',
  },
  removal: {
    title: 'Supprimer votre téléphone ?',
    body: 'Le numéro {phone} ne permettra plus de vous connecter à ce compte.',
    consequences:
      'Vous vous connecterez alors uniquement avec un code reçu par e-mail. Vous pourrez ajouter à nouveau un téléphone à tout moment.',
    confirm: 'Supprimer le téléphone',
    keep: 'Conserver le téléphone',
  },
  notice: {
    button: 'Continuer',
    notYou:
      'Si vous n’êtes pas à l’origine de cette modification, connectez-vous par e-mail et supprimez tout numéro qui n’est pas le vôtre, ou contactez l’assistance.',
    emailed: 'Nous envoyons également ce message à votre adresse e-mail.',
  },
  errors: {
    ERR_REQUIRED_PROPERTY: 'Veuillez remplir ce champ.',
    ERR_TEL_EXPECTED: 'Veuillez saisir un numéro de téléphone valide.',
    ERR_INVALID_INPUT: 'Un élément n’est pas correct. Veuillez vérifier votre saisie.',
  },
}
