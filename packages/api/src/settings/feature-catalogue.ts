import type { OperationType } from '../credits/schema.ts';

export type CatalogueFeature = {
  name: string;
  description: string;
  operationType: OperationType;
  tags: string[];
  unit: string;
  defaultCostCredits: number;
};

/** The features that Scrip ships with. Code names them through `BuiltInFeatureKey`, so a misspelt key fails to compile. */
export const featureCatalogue = {
  ai_text_chat: {
    name: 'Text chat',
    description: 'One answer of a language model.',
    operationType: 'AI_TEXT_CHAT',
    tags: ['ai', 'text'],
    unit: 'answer',
    defaultCostCredits: 1,
  },
  ai_image_generation: {
    name: 'Image generation',
    description: 'One picture from a prompt.',
    operationType: 'AI_IMAGE_GENERATION',
    tags: ['ai', 'image'],
    unit: 'image',
    defaultCostCredits: 5,
  },
} as const satisfies Record<string, CatalogueFeature>;

export type BuiltInFeatureKey = keyof typeof featureCatalogue;

export const builtInFeatures: ({ key: BuiltInFeatureKey } & CatalogueFeature)[] = [
  { key: 'ai_text_chat', ...featureCatalogue.ai_text_chat },
  { key: 'ai_image_generation', ...featureCatalogue.ai_image_generation },
];

export const defaultCosts: ReadonlyMap<string, number> = new Map(
  builtInFeatures.map((feature) => [feature.key, feature.defaultCostCredits]),
);
