import type { BrowserContext } from '@playwright/test';
import { callQuery } from './api.ts';

export type LedgerEntry = {
  id: string;
  kind: 'SPEND' | 'REFUND' | 'GRANT' | 'EXPIRY' | 'ADJUSTMENT';
  featureKey: string | null;
  creditsUsed: number;
  balanceAfter: number;
  timestamp: string;
};

type Page = { result: { data: { items: LedgerEntry[]; nextCursor: string | null } } };

/** Every entry of whoever is signed in, newest first, page by page. */
export async function readLedger(context: BrowserContext, filter: object = {}): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  let cursor: string | null = null;
  do {
    const input = { ...filter, limit: 200, ...(cursor && { cursor }) };
    const { status, body } = await callQuery(context, 'credits.history', input);
    if (status !== 200) throw new Error(`The history answered ${status}.`);
    // The test that adds the entries up fails at once when the answer has another shape.
    const { data } = (body as Page).result;
    entries.push(...data.items);
    cursor = data.nextCursor;
  } while (cursor);
  return entries;
}

/** The calendar day of an instant in the browser's time zone. */
export function dayInLisbon(instant: string | number): string {
  return new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Lisbon' }).format(new Date(instant));
}

export type Sums = { used: number; spent: number; refunded: number; spends: number };

/** What spends and refunds add up to, netted. */
export function sumUsage(entries: readonly LedgerEntry[]): Sums {
  const sums = { used: 0, spent: 0, refunded: 0, spends: 0 };
  for (const { kind, creditsUsed } of entries) {
    if (kind === 'SPEND') {
      sums.spent += creditsUsed;
      sums.spends += 1;
    }
    if (kind === 'REFUND') sums.refunded -= creditsUsed;
  }
  sums.used = sums.spent - sums.refunded;
  return sums;
}
