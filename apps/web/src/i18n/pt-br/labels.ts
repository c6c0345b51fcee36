/** Kinds of operations and grants. */
export const labels = {
  'Project creation': 'Criação de projeto',
  'PRD generation': 'Geração de PRD',
  'Schema generation': 'Geração de esquema',
  'Flowchart generation': 'Geração de fluxograma',
  'Task generation': 'Geração de tarefas',
  'Plan generation': 'Geração de plano',
  'Admin adjustment': 'Ajuste do administrador',
  'Workspace blueprint': 'Projeto do espaço de trabalho',
  'Feature segmentation': 'Segmentação de recursos',
  'AI text chat': 'Conversa de texto com IA',
  'AI image generation': 'Geração de imagem com IA',
  'Credit grant': 'Concessão de créditos',
  'Credit expiry': 'Expiração de créditos',
  Custom: 'Personalizada',
};
