import { expect, expectTypeOf, test } from 'vitest';
import { SpendCreditsInput } from '../credits/spend-schema.ts';
import type { featureCatalogue } from './feature-catalogue.ts';
import { featureKey, type RegisteredFeatureKey } from './feature-registry.ts';

declare module './feature-registry.ts' {
  interface FeatureRegistry {
    /** As an app registers a feature that its admins added. */
    video_summary: true;
  }
}

test('a registered key is itself; a misspelt one does not compile', () => {
  expect(featureKey('ai_text_chat')).toBe('ai_text_chat');
  expect(featureKey('video_summary')).toBe('video_summary');
  // @ts-expect-error: misspelt
  featureKey('ai_txt_chat');
  // @ts-expect-error: nobody registered it
  featureKey('video_sumary');
  expectTypeOf<keyof typeof featureCatalogue>().toExtend<RegisteredFeatureKey>();
});

test('a key that is only known at run time needs no registration', () => {
  const fromTheDatabase: string = ['made', 'by', 'an', 'admin'].join('_');
  expect(SpendCreditsInput.parse({ featureKey: fromTheDatabase, idempotencyKey: 'k' })).toMatchObject({
    featureKey: fromTheDatabase,
  });
});
