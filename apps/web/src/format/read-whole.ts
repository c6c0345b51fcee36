import { groupSeparator } from './numbers.ts';

/**
 * What a person typed, as a whole number: "50", "-50", "1,234" (or "1.234", as the reader writes it). Null while there is
 * no number, or when it is none.
 */
export function readWhole(text: string): number | null {
  const bare = text.replaceAll(/\s/g, '').replace('−', '-');
  const [first = '', ...groups] = bare.split(groupSeparator());
  const isGrouped = groups.length === 0 || (/^[+-]?\d{1,3}$/.test(first) && groups.every(isGroup));
  return isGrouped && /^[+-]?\d+$/.test(first) ? Number(first + groups.join('')) : null;
}

function isGroup(digits: string): boolean {
  return /^\d{3}$/.test(digits);
}
