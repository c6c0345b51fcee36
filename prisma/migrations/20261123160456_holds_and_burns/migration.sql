-- DropIndex
DROP INDEX "CreditGrant_userId_entryId_key";

-- DropIndex
DROP INDEX "CreditHold_userId_idempotencyKey_key";

-- AlterTable
ALTER TABLE "CreditBalance" ADD COLUMN     "changeSeq" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "spendCaps" JSONB,
ADD COLUMN     "lastEntryAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "CreditGrant" ADD COLUMN     "originGrantId" TEXT,
ALTER COLUMN "entryId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "CreditHold" DROP COLUMN "idempotencyKey",
DROP COLUMN "requestHash",
ADD COLUMN     "actorId" TEXT,
ADD COLUMN     "model" TEXT,
ADD COLUMN     "operationType" "OperationType" NOT NULL,
ADD COLUMN     "priceVersionId" TEXT,
ADD COLUMN     "quantity" INTEGER,
ADD COLUMN     "shares" JSONB NOT NULL;

-- AlterTable
ALTER TABLE "UsageHistory" ADD COLUMN     "grantId" TEXT;

-- CreateTable
CREATE TABLE "GrantBurn" (
    "userId" TEXT NOT NULL,
    "toSeq" INTEGER NOT NULL,
    "ownedFrom" INTEGER NOT NULL,
    "fromSeq" INTEGER NOT NULL,
    "ownedTo" INTEGER NOT NULL,
    "grantId" TEXT,
    "isRefunded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "GrantBurn_pkey" PRIMARY KEY ("userId","toSeq","ownedFrom")
);

-- CreateTable
CREATE TABLE "OperationKey" (
    "userId" TEXT NOT NULL,
    "idempotencyKey" VARCHAR(255) NOT NULL,
    "verb" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "actorId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OperationKey_pkey" PRIMARY KEY ("userId","idempotencyKey")
);

-- CreateIndex: all that one grant paid for
CREATE INDEX "GrantBurn_userId_grantId_toSeq_idx" ON "GrantBurn"("userId", "grantId", "toSeq");

-- CreateIndex: the grants that an entry gave, shown with the entry
CREATE INDEX "CreditGrant_userId_entryId_idx" ON "CreditGrant"("userId", "entryId");

-- CreateIndex: the holds of an account, newest first
CREATE INDEX "CreditHold_userId_createdAt_idx" ON "CreditHold"("userId", "createdAt" DESC);

-- AddForeignKey
ALTER TABLE "UsageHistory" ADD CONSTRAINT "UsageHistory_userId_grantId_fkey" FOREIGN KEY ("userId", "grantId") REFERENCES "CreditGrant"("userId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "GrantBurn" ADD CONSTRAINT "GrantBurn_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "GrantBurn" ADD CONSTRAINT "GrantBurn_userId_grantId_fkey" FOREIGN KEY ("userId", "grantId") REFERENCES "CreditGrant"("userId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "OperationKey" ADD CONSTRAINT "OperationKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- CreateIndex: the sweep looks for accounts that are due
CREATE INDEX "CreditBalance_nextExpiryAt_idx" ON "CreditBalance"("nextExpiryAt") WHERE "nextExpiryAt" IS NOT NULL;

ALTER TABLE "CreditBalance"
  ADD CONSTRAINT "CreditBalance_changeSeq_check" CHECK ("changeSeq" >= 0);

-- A hold for a free feature sets nothing aside.
ALTER TABLE "CreditHold" DROP CONSTRAINT "CreditHold_amountCredits_check",
  ADD CONSTRAINT "CreditHold_amountCredits_check" CHECK ("amountCredits" >= 0);

ALTER TABLE "GrantBurn"
  ADD CONSTRAINT "GrantBurn_seqs_check" CHECK ("fromSeq" >= 0 AND "fromSeq" <= "toSeq"),
  ADD CONSTRAINT "GrantBurn_credits_check" CHECK ("ownedFrom" <> "ownedTo"),
  ADD CONSTRAINT "GrantBurn_isRefunded_check" CHECK ("grantId" IS NULL OR NOT "isRefunded");

ALTER TABLE "OperationKey"
  ADD CONSTRAINT "OperationKey_idempotencyKey_check" CHECK ("idempotencyKey" <> '');

-- Accounts from before are settled once, here: what is left of an account is what is left of the grants that burn last.
-- Who paid for their earlier entries was not recorded: an interval over no entry stands for it.
WITH ordered AS (
  SELECT g."userId", g."id", g."amountCredits",
    SUM(g."amountCredits"::bigint) OVER later - g."amountCredits" AS "amountLater",
    GREATEST(b."creditsRemaining" + b."creditsHeld", 0) AS "owned", b."lastSeq"
  FROM "CreditGrant" g JOIN "CreditBalance" b ON b."userId" = g."userId"
  WHERE g."voidedAt" IS NULL
  WINDOW later AS (PARTITION BY g."userId" ORDER BY g."priority" DESC, g."expiresAt" DESC NULLS FIRST, g."createdAt" DESC, g."id" DESC)
), settled AS (
  UPDATE "CreditGrant" g
  SET "remainingCredits" = GREATEST(0, LEAST(o."amountCredits", o."owned" - o."amountLater"))
  FROM ordered o WHERE g."userId" = o."userId" AND g."id" = o."id"
  RETURNING g."userId", g."id", g."amountCredits" - g."remainingCredits" AS "paid", o."lastSeq"
)
INSERT INTO "GrantBurn" ("userId", "toSeq", "ownedFrom", "fromSeq", "ownedTo", "grantId")
SELECT "userId", "lastSeq", SUM("paid") OVER piled, "lastSeq", SUM("paid") OVER piled - "paid", "id"
FROM settled WHERE "paid" > 0
WINDOW piled AS (PARTITION BY "userId" ORDER BY "id");

UPDATE "CreditBalance" b SET "settledSeq" = b."lastSeq",
  "lastEntryAt" = (SELECT MAX(h."timestamp") FROM "UsageHistory" h WHERE h."userId" = b."userId");
