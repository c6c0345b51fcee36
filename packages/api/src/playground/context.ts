import { DomainError } from '../errors.ts';
import type { MeterContext } from './meter.ts';
import type { PlaygroundModels } from './models.ts';
import type { DemoFailure } from './schema.ts';

export type PlaygroundContext = MeterContext & { requestId: string; playgroundModels: PlaygroundModels };

/** @throws INVALID_INPUT when a real provider is asked to fail. */
export function requireDemoFor(models: PlaygroundModels, demoFailure: DemoFailure | undefined): void {
  if (!demoFailure || models.isDemo) return;
  const message = `Only the demo model fails on request; this playground runs on ${models.provider}.`;
  throw new DomainError('INVALID_INPUT', message, { issues: [{ path: 'demoFailure', message }] });
}
