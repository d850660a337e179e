import type { FormTexts } from './en.ts'

export const pt: FormTexts = {
  offer: {
    title: 'Deseja adicionar o seu número de celular?',
    body: 'Assim você terá uma segunda forma de entrar nesta conta: enviaremos um código por SMS. Podem ser cobradas as tarifas habituais da sua operadora.',
    accept: 'Adicionar meu número',
    later: 'Agora não',
  },
  required: {
    title: 'Adicione o seu número de celular',
    body: 'Este aplicativo pede um número de celular como segunda forma de entrar na sua conta. Vamos confirmá-lo com um código por SMS; podem ser cobradas as tarifas habituais da sua operadora. Sem um número não é possível continuar.',
    accept: 'Adicionar meu número',
    cancel: 'Cancelar',
  },
  number: {
    title: 'O seu número de celular',
    body: 'Enviaremos um código por SMS para este número a fim de confirmar que ele é seu. Podem ser cobradas as tarifas habituais da sua operadora.',
    label: 'Número de celular',
    hint: 'Escolha o seu país e digite o número.',
    countryFilter: 'Procurar um país',
    next: 'Continuar',
    later: 'Agora não',
  },
  removal: {
    title: 'Deseja remover o seu telefone?',
    body: 'O número {phone} deixará de servir para entrar nesta conta.',
    consequences:
      'Depois disso, só será possível entrar com um código enviado por e-mail. Você pode adicionar um telefone novamente quando quiser.',
    confirm: 'Remover telefone',
    keep: 'Manter telefone',
  },
  notice: {
    button: 'Continuar',
    notYou:
      'Se não foi você, entre na conta por e-mail e remova qualquer número que não seja seu, ou entre em contato com o suporte.',
    emailed: 'Também enviamos esta mensagem para o seu e-mail.',
  },
  errors: {
    ERR_REQUIRED_PROPERTY: 'Preencha este campo.',
    ERR_TEL_EXPECTED: 'Digite um número de telefone válido.',
    ERR_INVALID_INPUT: 'Algo não está correto. Verifique os dados digitados.',
  },
}
