import { KeyCap } from './key-cap.ts';
import { SpendCap } from './spend-caps.ts';

/**
 * What the statement made of one spend. `undecided`: the spend must look again, because an earlier one of the same user in
 * the batch was not accepted or the account was changed meanwhile. `due`: the account must be settled first, because a
 * grant or a hold ends or a grant starts.
 */
export type SpendVerdict =
  | AcceptedSpend
  | { kind: 'key-used' }
  | { kind: 'insufficient'; availableCredits: number }
  | { kind: 'cap-reached'; cap: SpendCap }
  | { kind: 'key-cap-reached'; cap: KeyCap }
  | { kind: 'inactive' }
  | { kind: 'no-balance' }
  | { kind: 'due' }
  | { kind: 'undecided' };

/** The entry's part that the database decided. */
export type AcceptedSpend = {
  kind: 'accepted';
  seq: number;
  balanceAfter: number;
  details: unknown;
  timestamp: Date;
};

export type VerdictRow = {
  nth: number;
  accepted: boolean;
  keyUsed: boolean;
  isActive: boolean;
  covered: boolean;
  availableCredits: number;
  due: boolean;
  stale: boolean;
  reachedCap: unknown;
  reachedKeyCap: unknown;
  /** Whether every earlier spend with this API key in the batch was written. */
  isNextOfKey: boolean;
  /** Whether every earlier spend of this user in the batch was accepted. */
  isNext: boolean;
  seq: number | null;
  balanceAfter: number | null;
  details: unknown;
  timestamp: Date | null;
};

export function toVerdict(row: VerdictRow | undefined): SpendVerdict {
  if (!row) return { kind: 'no-balance' };
  const { seq, balanceAfter, details, timestamp } = row;
  if (row.accepted && seq !== null && balanceAfter !== null && timestamp !== null) {
    return { kind: 'accepted', seq, balanceAfter, details, timestamp };
  }
  if (!row.isNext || row.stale) return { kind: 'undecided' };
  if (row.accepted || row.keyUsed) return { kind: 'key-used' };
  if (!row.isActive) return { kind: 'inactive' };
  if (row.due) return { kind: 'due' };
  if (!row.covered) return { kind: 'insufficient', availableCredits: row.availableCredits };
  if (row.reachedCap !== null) return { kind: 'cap-reached', cap: SpendCap.parse(row.reachedCap) };
  if (!row.isNextOfKey) return { kind: 'undecided' };
  return { kind: 'key-cap-reached', cap: KeyCap.parse(row.reachedKeyCap) };
}
