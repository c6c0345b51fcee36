import type { EntryKind, OperationType, RouterOutputs } from '@scrip/api';
import type { PlainText } from '../../i18n/t.ts';

type GrantSource = RouterOutputs['credits']['me']['grants'][number]['source'];

export const kindLabels: Record<EntryKind, PlainText> = {
  SPEND: 'Spend',
  REFUND: 'Refund',
  GRANT: 'Grant',
  EXPIRY: 'Expiry',
  ADJUSTMENT: 'Adjustment',
};

export const operationLabels: Record<OperationType, PlainText> = {
  PROJECT_CREATION: 'Project creation',
  PRD_GENERATION: 'PRD generation',
  SCHEMA_GENERATION: 'Schema generation',
  FLOWCHART_GENERATION: 'Flowchart generation',
  TASK_GENERATION: 'Task generation',
  PLAN_GENERATION: 'Plan generation',
  ADMIN_ADJUSTMENT: 'Admin adjustment',
  WORKSPACE_BLUEPRINT: 'Workspace blueprint',
  FEATURE_SEGMENTATION: 'Feature segmentation',
  AI_TEXT_CHAT: 'AI text chat',
  AI_IMAGE_GENERATION: 'AI image generation',
  CREDIT_GRANT: 'Credit grant',
  CREDIT_EXPIRY: 'Credit expiry',
  CUSTOM: 'Custom',
};

export const grantSourceLabels: Record<GrantSource, PlainText> = {
  SIGN_UP: 'Sign-up grant',
  PLAN: 'Plan grant',
  PURCHASE: 'Purchase',
  PROMOTION: 'Promotion',
  ADMIN: 'Grant by an admin',
};
