export type { CallOptions } from './caller.ts';
export {
  createScrip,
  type FailOpenScrip,
  type OwnScripOptions,
  type Scrip,
  type ScripOptions,
} from './create-scrip.ts';
export {
  type DomainErrorDetails,
  isScripError,
  ScripError,
  type ScripErrorCode,
  ScripUnavailable,
} from './errors.ts';
export type { FailOpenOptions, LetThrough } from './fail-open.ts';
export type { Meter, MeteredFeature, MeteredOptions, MeteredOutcome } from './metered.ts';
export type * from './requests.ts';
export type { RetryOptions } from './retry.ts';
export type { OwnVerbs, Verbs } from './verbs.ts';
export type * from './wire.ts';
