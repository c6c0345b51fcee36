-- A fold of an older version that still runs names no totals and is refused: it stops folding, and its figures stay exact.
LOCK TABLE "UsageFold", "UsageDaily" IN SHARE ROW EXCLUSIVE MODE;

-- AlterTable
ALTER TABLE "UsageDaily" ADD COLUMN     "refundedSoFar" BIGINT,
ADD COLUMN     "refundsSoFar" BIGINT,
ADD COLUMN     "spendsSoFar" BIGINT,
ADD COLUMN     "spentSoFar" BIGINT;

-- AlterTable
ALTER TABLE "UsageFold" ADD COLUMN     "creditsSpent" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "lastDay" DATE;

UPDATE "UsageDaily" d SET "spentSoFar" = t."spent", "refundedSoFar" = t."refunded", "spendsSoFar" = t."spends",
  "refundsSoFar" = t."refunds"
FROM (
  SELECT "userId", "day", SUM("creditsSpent") OVER earlier AS "spent", SUM("creditsRefunded") OVER earlier AS "refunded",
    SUM("spends") OVER earlier AS "spends", SUM("refunds") OVER earlier AS "refunds"
  FROM "UsageDaily" WINDOW earlier AS (PARTITION BY "userId" ORDER BY "day")
) t WHERE t."userId" = d."userId" AND t."day" = d."day";

UPDATE "UsageFold" f SET "creditsSpent" = d."creditsSpent", "lastDay" = d."lastDay"
FROM (SELECT "userId", SUM("creditsSpent") AS "creditsSpent", MAX("day") AS "lastDay" FROM "UsageDaily" GROUP BY 1) d
WHERE d."userId" = f."userId";

ALTER TABLE "UsageDaily" ALTER COLUMN "refundedSoFar" SET NOT NULL,
ALTER COLUMN "refundsSoFar" SET NOT NULL,
ALTER COLUMN "spendsSoFar" SET NOT NULL,
ALTER COLUMN "spentSoFar" SET NOT NULL;

-- CreateIndex: who used most, from those who ever used most
CREATE INDEX "UsageFold_creditsSpent_userId_idx" ON "UsageFold"("creditsSpent" DESC, "userId");
