import type { Sums } from './report.ts';

type Dimensions = {
  feature: string | null;
  operationType: string;
  model: string | null;
  caller: string;
  apiKey: string | null;
};

/** What a block of entries adds to a user's totals under one set of dimensions. */
export type BlockPart = Dimensions & Sums & { userId: string; seq: number };

/** As UsageMark keeps it: marks of before there were API keys have no place for one. */
export type MarkRow = [
  feature: string | null,
  operationType: string,
  model: string | null,
  caller: string,
  creditsSpent: number,
  creditsRefunded: number,
  spends: number,
  refunds: number,
  apiKey?: string | null,
];

export type Mark = { userId: string; seq: number; totals: MarkRow[] };

/**
 * The marks of one user from one on, to one: each is the one before and what its block adds. A block without use repeats
 * the mark before it.
 */
export function extendMarks(
  last: Mark,
  blocks: BlockPart[],
  { everyEntries, toSeq }: { everyEntries: number; toSeq: number },
): Mark[] {
  const bySeq = Map.groupBy(blocks, ({ seq }) => seq);
  const totals = new Map(last.totals.map((row) => [keyOf(row), row]));
  const marks: Mark[] = [];
  for (let seq = last.seq + everyEntries; seq <= toSeq; seq += everyEntries) {
    for (const part of bySeq.get(seq) ?? []) {
      const row = toRow(part);
      totals.set(keyOf(row), addRows(totals.get(keyOf(row)), row));
    }
    marks.push({ userId: last.userId, seq, totals: [...totals.values()] });
  }
  return marks;
}

function toRow(part: BlockPart): MarkRow {
  const { feature, operationType, model, caller, apiKey, creditsSpent, creditsRefunded, spends, refunds } =
    part;
  return [feature, operationType, model, caller, creditsSpent, creditsRefunded, spends, refunds, apiKey];
}

function addRows(before: MarkRow | undefined, row: MarkRow): MarkRow {
  if (!before) return row;
  const [feature, operationType, model, caller, spent, refunded, spends, refunds, apiKey] = row;
  return [
    feature,
    operationType,
    model,
    caller,
    before[4] + spent,
    before[5] + refunded,
    before[6] + spends,
    before[7] + refunds,
    apiKey ?? null,
  ];
}

function keyOf([feature, operationType, model, caller, , , , , apiKey = null]: MarkRow): string {
  return JSON.stringify([feature, operationType, model, caller, apiKey]);
}
