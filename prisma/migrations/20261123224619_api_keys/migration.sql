-- CreateEnum
CREATE TYPE "ApiKeyKind" AS ENUM ('USER', 'APP');

-- AlterTable
ALTER TABLE "ApiKey" ADD COLUMN     "allowedAddresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "allowedOrigins" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "createdById" TEXT,
ADD COLUMN     "kind" "ApiKeyKind" NOT NULL DEFAULT 'USER',
ADD COLUMN     "previousEndsAt" TIMESTAMPTZ(3),
ADD COLUMN     "previousKeyHash" TEXT,
ADD COLUMN     "previousPrefix" TEXT,
ADD COLUMN     "rateLimitPerMinute" INTEGER,
ADD COLUMN     "revokedReason" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "userId" DROP NOT NULL;

-- AlterTable
ALTER TABLE "CreditHold" ADD COLUMN     "apiKeyId" TEXT;

-- AlterTable
ALTER TABLE "UsageHistory" ADD COLUMN     "apiKeyId" TEXT;

-- CreateTable
CREATE TABLE "ApiKeySpendCap" (
    "apiKeyId" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "limitCredits" INTEGER NOT NULL,
    "usedCredits" INTEGER NOT NULL DEFAULT 0,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApiKeySpendCap_pkey" PRIMARY KEY ("apiKeyId")
);

-- CreateIndex: a call with the secret before the last rotation
CREATE UNIQUE INDEX "ApiKey_previousKeyHash_key" ON "ApiKey"("previousKeyHash");

-- CreateIndex: every key for admins, newest first
CREATE INDEX "ApiKey_createdAt_id_idx" ON "ApiKey"("createdAt" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "ApiKeySpendCap" ADD CONSTRAINT "ApiKeySpendCap_apiKeyId_fkey" FOREIGN KEY ("apiKeyId") REFERENCES "ApiKey"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

ALTER TABLE "ApiKey"
  ADD CONSTRAINT "ApiKey_kind_check" CHECK (("kind" = 'USER') = ("userId" IS NOT NULL)),
  ADD CONSTRAINT "ApiKey_previous_check" CHECK (
    ("previousKeyHash" IS NULL) = ("previousPrefix" IS NULL) AND ("previousKeyHash" IS NULL) = ("previousEndsAt" IS NULL)),
  ADD CONSTRAINT "ApiKey_rate_check" CHECK ("rateLimitPerMinute" > 0),
  ADD CONSTRAINT "ApiKey_revoked_check" CHECK ("revokedReason" IS NULL OR "revokedAt" IS NOT NULL),
  -- Credits made by a user's own key would be credits out of nothing.
  ADD CONSTRAINT "ApiKey_user_scopes_check" CHECK ("kind" = 'APP' OR NOT "scopes" && ARRAY['grant', 'refund']);

ALTER TABLE "ApiKeySpendCap"
  ADD CONSTRAINT "ApiKeySpendCap_period_check" CHECK ("period" IN ('DAY', 'MONTH', 'TOTAL')),
  ADD CONSTRAINT "ApiKeySpendCap_amounts_check" CHECK ("limitCredits" >= 0 AND "usedCredits" >= 0);
