/** The monthly statement. */
export const statement = {
  'Usage by feature': 'Uso por recurso',
  'One month of this account, ready to print or to save as a PDF.':
    'Um mês desta conta, pronto para imprimir ou salvar como PDF.',
  'The statement failed to load': 'Não foi possível carregar o extrato',
  'Loading the statement': 'Carregando o extrato',
  Account: 'Conta',
  'Balance and movements': 'Saldo e movimentos',
  Movement: 'Movimento',
  'Opening balance': 'Saldo inicial',
  'Nothing moved': 'Nada se moveu',
  'One month of your account, ready to print or to save as a PDF.':
    'Um mês da sua conta, pronto para imprimir ou salvar em PDF.',
  'Statement for {month}': 'Extrato de {month}',
  'days in {zone}': 'dias em {zone}',
  'The month is not over yet.': 'O mês ainda não acabou.',
  'Made on {time}.': 'Feito em {time}.',
  'Credits are whole units; a balance counts what is spendable and what is held.':
    'Créditos são unidades inteiras; o saldo conta o que está disponível e o que está reservado.',
  'Closing balance': 'Saldo final',
  'Balance now': 'Saldo agora',
  Refunds: 'Reembolsos',
  Expiries: 'Expirações',
  Adjustments: 'Ajustes',
  Print: 'Imprimir',
};
