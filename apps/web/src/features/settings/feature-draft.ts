import type { OperationType } from '@scrip/api';
import type { AdminFeature } from './price-words.ts';

/** A feature as it is typed. */
export type FeatureDraft = {
  name: string;
  description: string;
  unit: string;
  workspaceId: string;
  operationType: OperationType;
  tags: string[];
};

export const emptyFeature: FeatureDraft = {
  name: '',
  description: '',
  unit: 'operation',
  workspaceId: 'default',
  operationType: 'CUSTOM',
  tags: [],
};

export function isKey(key: string): boolean {
  return /^[a-z][a-z0-9_]{0,63}$/.test(key);
}

export function toFeatureDraft(feature: AdminFeature): FeatureDraft {
  const { name, description, unit, workspaceId, operationType, tags } = feature;
  return { name, description: description ?? '', unit, workspaceId, operationType, tags };
}

export function toFeatureInput({ description, unit, workspaceId, ...draft }: FeatureDraft) {
  return {
    ...draft,
    name: draft.name.trim(),
    description: description.trim() || null,
    unit: unit.trim() || emptyFeature.unit,
    workspaceId: workspaceId.trim() || emptyFeature.workspaceId,
  };
}
