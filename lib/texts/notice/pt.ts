import type { NoticeTexts } from './en.ts'

export const pt: NoticeTexts = {
  linked: {
    subject: 'Um telefone foi adicionado à sua conta {app}',
    headline: 'O seu telefone foi adicionado',
    what: 'O número {phone} foi adicionado à sua conta. A partir de agora, também é possível entrar com um código enviado para esse número.',
  },
  replaced: {
    subject: 'O telefone da sua conta {app} foi alterado',
    headline: 'O seu telefone foi alterado',
    what: 'O número da sua conta agora é {phone}. O número anterior não permite mais entrar na conta.',
  },
  removed: {
    subject: 'O telefone da sua conta {app} foi removido',
    headline: 'O seu telefone foi removido',
    what: 'O número {phone} foi removido da sua conta e não permite mais entrar nela. A entrada é feita com um código enviado por e-mail.',
  },
  whenAndWhere: 'Quando: {time}. Onde: {country}, de acordo com a conexão à internet.',
  when: 'Quando: {time}.',
  todo: 'Se não foi você, entre na conta por e-mail, remova qualquer número que não seja seu e entre em contato com o suporte.',
  todoWithLink: 'Se não foi você, avise-nos imediatamente por meio deste link:',
  greeting: 'Olá,',
  closing: 'Atenciosamente, equipe {app}',
}
