/** Keys that programs sign in with. */
export const apiKeys = {
  'API key': 'Chave de API',
  'API keys': 'Chaves de API',
  'No key': 'Sem chave',
};
