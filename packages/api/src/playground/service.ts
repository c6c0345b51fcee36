import type { PlaygroundContext } from './context.ts';
import { demoFailures, type PlaygroundConfig } from './schema.ts';

/** Which models answer, and how they can be made to fail. */
export function getPlaygroundConfig({ playgroundModels: models }: PlaygroundContext): PlaygroundConfig {
  const { provider, isDemo, chatModelName, imageModelName, limits } = models;
  return {
    provider,
    isDemo,
    chatModelName,
    imageModelName,
    limits,
    demoFailures: isDemo ? [...demoFailures] : [],
  };
}
