import type { Db } from '@scrip/database';
import { KeyCap } from './key-cap.ts';

/** Null for a key without a cap. */
export async function lockKeyCap(tx: Db, apiKeyId: string): Promise<KeyCap | null> {
  const [row] = await tx.$queryRaw<object[]>`
    SELECT "period", "limitCredits", "usedCredits", "periodStart" FROM "ApiKeySpendCap"
    WHERE "apiKeyId" = ${apiKeyId} FOR UPDATE`;
  return row ? KeyCap.parse(row) : null;
}

export async function updateKeyCap(
  tx: Db,
  apiKeyId: string,
  { usedCredits, periodStart }: KeyCap,
): Promise<void> {
  await tx.apiKeySpendCap.update({
    where: { apiKeyId },
    data: { usedCredits, periodStart },
    select: { apiKeyId: true },
  });
}
