import { stateLabels } from './job-words.ts';

export type StateName = keyof typeof stateLabels;

function isState(value: string): value is StateName {
  return value in stateLabels;
}

export const stateNames = Object.keys(stateLabels).filter(isState);

/** The states that an address names; others are left out. */
export function statesOf(text: string | undefined): StateName[] {
  return (text ?? '').split(',').filter(isState);
}
