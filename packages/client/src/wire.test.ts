import type { DomainErrorShape, RouterInputs, RouterOutputs } from '@scrip/api';
import { expectTypeOf, test } from 'vitest';
import type { DomainErrorDetails } from './errors.ts';
import type { OwnVerbs, Verbs } from './verbs.ts';

type Inputs = RouterInputs['verbs'];
type Outputs = RouterOutputs['verbs'];
type Shared = keyof Verbs & keyof Inputs;

type Wrong<Keys extends string, Check extends Record<Keys, boolean>> = {
  [Key in Keys]: Check[Key] extends true ? never : Key;
}[Keys];

/** `fields`: with the key that the client makes where the caller gave none. */
type Sent<Verb extends Shared> = Parameters<Verbs[Verb]>[0] &
  ('idempotencyKey' extends keyof Inputs[Verb] ? { idempotencyKey: string } : unknown);
type Answered<Verb extends Shared> = Awaited<ReturnType<Verbs[Verb]>>;

test('what the client sends and what it promises of the answers is what the router takes and gives', () => {
  expectTypeOf<Exclude<keyof Inputs, keyof Verbs>>().toEqualTypeOf<'spendMany'>();
  type Sending = { [Verb in Shared]: Sent<Verb> extends Inputs[Verb] ? true : false };
  expectTypeOf<Wrong<Shared, Sending>>().toEqualTypeOf<never>();
  type Answering = { [Verb in Shared]: Outputs[Verb] extends Answered<Verb> ? true : false };
  expectTypeOf<Wrong<Shared, Answering>>().toEqualTypeOf<never>();
  type Whole = { [Verb in Shared]: keyof Outputs[Verb] extends keyof Answered<Verb> ? true : false };
  expectTypeOf<Wrong<Shared, Whole>>().toEqualTypeOf<never>();
});

test('a signed-in user is promised what the router answers them', () => {
  type Own = {
    quote: RouterOutputs['credits']['quote'];
    spend: RouterOutputs['credits']['spend'];
    balance: RouterOutputs['credits']['me'];
    entries: RouterOutputs['credits']['history'];
    usage: RouterOutputs['usage']['report'];
  };
  type Answering = {
    [Verb in keyof OwnVerbs]: Own[Verb] extends Awaited<ReturnType<OwnVerbs[Verb]>> ? true : false;
  };
  expectTypeOf<Wrong<keyof OwnVerbs, Answering>>().toEqualTypeOf<never>();
});

test('the details of each code are those that the server sends', () => {
  type Codes = Exclude<keyof DomainErrorDetails, 'UNEXPECTED'> & DomainErrorShape['code'];
  type Matching = {
    [Code in Codes]: Extract<DomainErrorShape, { code: Code }> extends DomainErrorDetails[Code]
      ? true
      : false;
  };
  expectTypeOf<Wrong<Codes, Matching>>().toEqualTypeOf<never>();
  expectTypeOf<Exclude<keyof DomainErrorDetails, DomainErrorShape['code']>>().toEqualTypeOf<'UNEXPECTED'>();
});
