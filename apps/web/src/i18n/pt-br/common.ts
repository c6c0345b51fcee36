/** Numbers, dates, and what every screen shares. */
export const common = {
  '{count} credit': '{count} crédito',
  '{count} credits': '{count} créditos',
  credits: 'créditos',
  'just now': 'agora mesmo',
  Dismiss: 'Dispensar',
  Reason: 'Motivo',
  'Give a reason of at least {count} characters.': 'Dê um motivo com pelo menos {count} caracteres.',
  Cancel: 'Cancelar',
  Copied: 'Copiado',
  'Copy {what}': 'Copiar {what}',
  'the id': 'o id',
  'Leave without saving?': 'Sair sem salvar?',
  'What you changed here is not saved.': 'O que você mudou aqui não está salvo.',
  Stay: 'Ficar',
  Leave: 'Sair daqui',
};
