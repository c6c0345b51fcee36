/** Numbers, dates, and what every screen shares. */
export const common = {
  '{count} credit': '{count} crédito',
  '{count} credits': '{count} créditos',
  'just now': 'agora mesmo',
};
