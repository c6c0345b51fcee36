/** What the browser's tab says, where no other text does. */
export const titles = {
  'Sign in': 'Entrar',
  'Sign up': 'Cadastrar-se',
  Auditor: 'Auditor',
  Jobs: 'Tarefas',
  Mail: 'Correio',
  'New plan': 'Novo plano',
  Figures: 'Números',
  Inbox: 'Caixa de entrada',
  'Subscription events': 'Eventos de assinatura',
  Drift: 'Divergências',
  Sync: 'Sincronização',
  Packs: 'Pacotes',
  'Not found': 'Não encontrada',
};
