import { expect, test } from 'vitest';
import { assignFeatureSlots } from './feature-slots.ts';

const catalogue = ['ai_text_chat', 'ai_image_generation', 'audio', 'video', 'search', 'code', 'voice', 'ocr'];

test('up to eight features have eight colours', () => {
  expect(new Set(assignFeatureSlots(catalogue).values()).size).toBe(8);
});

test('the order in which a screen learns of features does not matter', () => {
  const forward = assignFeatureSlots(catalogue);
  const backward = assignFeatureSlots(catalogue.toReversed());
  for (const key of catalogue) expect(backward.get(key)).toBe(forward.get(key));
});

test('the built-in features keep the first two colours whatever joins them', () => {
  const slots = assignFeatureSlots(catalogue);
  expect([slots.get('ai_text_chat'), slots.get('ai_image_generation')]).toEqual([0, 1]);
  expect([...assignFeatureSlots(['audio']).values()].every((slot) => slot > 1)).toBe(true);
});

test('more features than colours share them', () => {
  const slots = assignFeatureSlots(Array.from({ length: 30 }, (_, index) => `feature_${index}`));
  expect(slots.size).toBe(30);
  for (const slot of slots.values()) expect(slot).toBeLessThan(8);
});
