import { stateLabels } from './job-words.ts';

export type StateName = keyof typeof stateLabels;

const entries = Object.entries(stateLabels).map(([value, label]) => ({ value, label }));

function isState(value: string): value is StateName {
  return value in stateLabels;
}

export const stateOptions = entries.flatMap(({ value, label }) => (isState(value) ? [{ value, label }] : []));

/** The states that an address names; others are left out. */
export function statesOf(text: string | undefined): StateName[] {
  return (text ?? '').split(',').filter(isState);
}
