-- CreateEnum
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');

-- CreateEnum
CREATE TYPE "OperationType" AS ENUM ('PROJECT_CREATION', 'PRD_GENERATION', 'SCHEMA_GENERATION', 'FLOWCHART_GENERATION', 'TASK_GENERATION', 'PLAN_GENERATION', 'ADMIN_ADJUSTMENT', 'WORKSPACE_BLUEPRINT', 'FEATURE_SEGMENTATION', 'AI_TEXT_CHAT', 'AI_IMAGE_GENERATION', 'CREDIT_GRANT', 'CREDIT_EXPIRY', 'CUSTOM');

-- CreateEnum
CREATE TYPE "EntryKind" AS ENUM ('SPEND', 'REFUND', 'GRANT', 'EXPIRY', 'ADJUSTMENT');

-- CreateEnum
CREATE TYPE "GrantSource" AS ENUM ('SIGN_UP', 'PLAN', 'PURCHASE', 'PROMOTION', 'ADMIN');

-- CreateEnum
CREATE TYPE "HoldStatus" AS ENUM ('OPEN', 'CAPTURED', 'RELEASED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "WebhookStatus" AS ENUM ('RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "clerkId" TEXT NOT NULL,
    "email" TEXT,
    "name" TEXT,
    "role" "Role" NOT NULL DEFAULT 'USER',
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Feature" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL DEFAULT 'default',
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "tags" TEXT[],
    "operationType" "OperationType" NOT NULL,
    "unit" TEXT NOT NULL DEFAULT 'operation',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Feature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CreditBalance" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "clerkUserId" TEXT NOT NULL,
    "creditsRemaining" INTEGER NOT NULL DEFAULT 0,
    "creditsHeld" INTEGER NOT NULL DEFAULT 0,
    "lastSeq" INTEGER NOT NULL DEFAULT 0,
    "overdraftCredits" INTEGER NOT NULL DEFAULT 0,
    "settledSeq" INTEGER NOT NULL DEFAULT 0,
    "nextExpiryAt" TIMESTAMPTZ(3),
    "lastSyncedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CreditBalance_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "UsageHistory" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "creditBalanceId" TEXT NOT NULL,
    "operationType" "OperationType" NOT NULL,
    "kind" "EntryKind" NOT NULL,
    "featureKey" TEXT,
    "creditsUsed" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "balanceAfter" INTEGER NOT NULL,
    "idempotencyKey" VARCHAR(255) NOT NULL,
    "requestHash" TEXT NOT NULL,
    "refundOfId" TEXT,
    "refundSeq" INTEGER,
    "holdId" TEXT,
    "priceVersionId" TEXT,
    "actorId" TEXT,
    "details" JSONB,
    "timestamp" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UsageHistory_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "CreditGrant" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "entryId" TEXT NOT NULL,
    "source" "GrantSource" NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 100,
    "amountCredits" INTEGER NOT NULL,
    "remainingCredits" INTEGER NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "voidedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CreditGrant_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "CreditHold" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "featureKey" TEXT NOT NULL,
    "amountCredits" INTEGER NOT NULL,
    "capturedCredits" INTEGER NOT NULL DEFAULT 0,
    "status" "HoldStatus" NOT NULL DEFAULT 'OPEN',
    "idempotencyKey" VARCHAR(255) NOT NULL,
    "requestHash" TEXT NOT NULL,
    "details" JSONB,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CreditHold_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "AdminSettings" (
    "id" TEXT NOT NULL DEFAULT 'singleton',
    "featureCosts" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AdminSettings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PriceVersion" (
    "id" TEXT NOT NULL,
    "featureKey" TEXT NOT NULL,
    "price" JSONB NOT NULL,
    "reason" TEXT,
    "createdById" TEXT,
    "effectiveFrom" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PriceVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Plan" (
    "id" TEXT NOT NULL,
    "clerkId" TEXT,
    "clerkName" TEXT,
    "name" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "sortOrder" INTEGER NOT NULL DEFAULT 0,
    "currency" TEXT,
    "priceMonthlyCents" INTEGER,
    "priceYearlyCents" INTEGER,
    "description" TEXT,
    "features" JSONB,
    "badge" TEXT,
    "highlight" BOOLEAN NOT NULL DEFAULT false,
    "ctaType" TEXT DEFAULT 'checkout',
    "ctaLabel" TEXT,
    "ctaUrl" TEXT,
    "billingSource" TEXT NOT NULL DEFAULT 'clerk',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Plan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StorageObject" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "clerkUserId" TEXT NOT NULL,
    "provider" TEXT NOT NULL DEFAULT 'vercel_blob',
    "url" TEXT NOT NULL,
    "pathname" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "contentType" TEXT,
    "size" INTEGER NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StorageObject_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "SubscriptionEvent" (
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "clerkUserId" TEXT NOT NULL,
    "planKey" TEXT,
    "status" TEXT NOT NULL,
    "eventType" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "metadata" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SubscriptionEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WebhookDelivery" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "status" "WebhookStatus" NOT NULL DEFAULT 'RECEIVED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "processedAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiKey" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "scopes" TEXT[],
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditLog" (
    "id" TEXT NOT NULL,
    "userId" TEXT,
    "action" TEXT NOT NULL,
    "targetType" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "reason" TEXT,
    "before" JSONB,
    "after" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserPreferences" (
    "userId" TEXT NOT NULL,
    "lastWorkspaceId" TEXT,
    "theme" TEXT NOT NULL DEFAULT 'auto',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "lowBalanceThreshold" INTEGER,
    "emailAlerts" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UserPreferences_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "UsageDaily" (
    "userId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "featureKey" TEXT NOT NULL,
    "operationType" "OperationType" NOT NULL,
    "creditsSpent" INTEGER NOT NULL DEFAULT 0,
    "creditsRefunded" INTEGER NOT NULL DEFAULT 0,
    "spends" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "UsageDaily_pkey" PRIMARY KEY ("userId","day","featureKey","operationType")
);

-- CreateTable
CREATE TABLE "DataMigration" (
    "name" TEXT NOT NULL,
    "cursor" TEXT,
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completedAt" TIMESTAMPTZ(3),

    CONSTRAINT "DataMigration_pkey" PRIMARY KEY ("name")
);

-- A session names its user by Clerk id; exactly one row, however many requests race to create it.
CREATE UNIQUE INDEX "User_clerkId_key" ON "User"("clerkId");

-- One account per e-mail; an admin finds a user by it.
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- The admin list of users, newest first, keyset on (createdAt, id).
CREATE INDEX "User_createdAt_id_idx" ON "User"("createdAt" DESC, "id" DESC);

-- A spend names its feature by key.
CREATE UNIQUE INDEX "Feature_key_key" ON "Feature"("key");

-- Every spend locks the balance of its user.
CREATE UNIQUE INDEX "CreditBalance_userId_key" ON "CreditBalance"("userId");

-- The seed promises it; no query relies on it.
CREATE UNIQUE INDEX "CreditBalance_clerkUserId_key" ON "CreditBalance"("clerkUserId");

-- A user's entries of a period: the 30-day chart, the history filtered by dates.
CREATE INDEX "UsageHistory_userId_timestamp_idx" ON "UsageHistory"("userId", "timestamp");

-- Everyone's entries of a period: the admin overview and usage; tiny, as entries arrive in time order.
CREATE INDEX "UsageHistory_timestamp_idx" ON "UsageHistory" USING BRIN ("timestamp");

-- A user's history, newest first, keyset on seq; two writers cannot take one seq.
CREATE UNIQUE INDEX "UsageHistory_userId_seq_key" ON "UsageHistory"("userId", "seq");

-- A repeated request finds its entry.
CREATE UNIQUE INDEX "UsageHistory_userId_idempotencyKey_key" ON "UsageHistory"("userId", "idempotencyKey");

-- An entry finds the grant it created.
CREATE UNIQUE INDEX "CreditGrant_userId_entryId_key" ON "CreditGrant"("userId", "entryId");

-- A repeated request finds its hold.
CREATE UNIQUE INDEX "CreditHold_userId_idempotencyKey_key" ON "CreditHold"("userId", "idempotencyKey");

-- The price of a feature at an instant, and its history.
CREATE INDEX "PriceVersion_featureKey_effectiveFrom_idx" ON "PriceVersion"("featureKey", "effectiveFrom" DESC);

-- A subscription event names its plan by Clerk plan id.
CREATE UNIQUE INDEX "Plan_clerkId_key" ON "Plan"("clerkId");

-- A user's files for an admin, deleted ones included.
CREATE INDEX "StorageObject_userId_createdAt_idx" ON "StorageObject"("userId", "createdAt");

-- Events that arrived before their user did.
CREATE INDEX "SubscriptionEvent_clerkUserId_occurredAt_idx" ON "SubscriptionEvent"("clerkUserId", "occurredAt");

-- A user's subscription events, newest first.
CREATE INDEX "SubscriptionEvent_userId_occurredAt_idx" ON "SubscriptionEvent"("userId", "occurredAt");

-- The inbox: what failed or waits, in order of arrival.
CREATE INDEX "WebhookDelivery_status_receivedAt_idx" ON "WebhookDelivery"("status", "receivedAt");

-- A request with a key finds its owner.
CREATE UNIQUE INDEX "ApiKey_keyHash_key" ON "ApiKey"("keyHash");

-- A user's keys.
CREATE INDEX "ApiKey_userId_createdAt_idx" ON "ApiKey"("userId", "createdAt");

-- What was done to one user, plan or feature.
CREATE INDEX "AuditLog_targetType_targetId_createdAt_idx" ON "AuditLog"("targetType", "targetId", "createdAt");

-- What one admin did.
CREATE INDEX "AuditLog_userId_createdAt_idx" ON "AuditLog"("userId", "createdAt");

-- AddForeignKey
ALTER TABLE "CreditBalance" ADD CONSTRAINT "CreditBalance_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UsageHistory" ADD CONSTRAINT "UsageHistory_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UsageHistory" ADD CONSTRAINT "UsageHistory_userId_creditBalanceId_fkey" FOREIGN KEY ("userId", "creditBalanceId") REFERENCES "CreditBalance"("userId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UsageHistory" ADD CONSTRAINT "UsageHistory_userId_refundOfId_fkey" FOREIGN KEY ("userId", "refundOfId") REFERENCES "UsageHistory"("userId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UsageHistory" ADD CONSTRAINT "UsageHistory_userId_holdId_fkey" FOREIGN KEY ("userId", "holdId") REFERENCES "CreditHold"("userId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "CreditGrant" ADD CONSTRAINT "CreditGrant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "CreditGrant" ADD CONSTRAINT "CreditGrant_userId_entryId_fkey" FOREIGN KEY ("userId", "entryId") REFERENCES "UsageHistory"("userId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "CreditHold" ADD CONSTRAINT "CreditHold_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "StorageObject" ADD CONSTRAINT "StorageObject_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "SubscriptionEvent" ADD CONSTRAINT "SubscriptionEvent_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ApiKey" ADD CONSTRAINT "ApiKey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "AuditLog" ADD CONSTRAINT "AuditLog_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UserPreferences" ADD CONSTRAINT "UserPreferences_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UsageDaily" ADD CONSTRAINT "UsageDaily_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;


-- From here on by hand: what the schema language cannot express.

-- Two refunds that saw the same earlier refunds collide here, so their sum never exceeds the spend.
CREATE UNIQUE INDEX "UsageHistory_userId_refundOfId_refundSeq_key" ON "UsageHistory"("userId", "refundOfId", "refundSeq") WHERE "refundOfId" IS NOT NULL;

-- Settlement and sweeps: the grants of a user that still hold credits, by expiry.
CREATE INDEX "CreditGrant_userId_expiresAt_live_idx" ON "CreditGrant"("userId", "expiresAt") WHERE "voidedAt" IS NULL AND "remainingCredits" > 0;

-- The open holds of a user, those past their time first.
CREATE INDEX "CreditHold_userId_expiresAt_open_idx" ON "CreditHold"("userId", "expiresAt") WHERE "status" = 'OPEN';

-- A user's files, newest first, and how much of the quota they use, from the index alone.
CREATE INDEX "StorageObject_userId_createdAt_live_idx" ON "StorageObject"("userId", "createdAt" DESC) INCLUDE ("size") WHERE "deletedAt" IS NULL;

-- Every spend rewrites a balance and no indexed column: with room on its page the new version needs no index entry (HOT).
ALTER TABLE "CreditBalance" SET (fillfactor = 70);

ALTER TABLE "User"
  ADD CONSTRAINT "User_email_lowercase_check" CHECK ("email" = lower("email"));

ALTER TABLE "CreditBalance"
  ADD CONSTRAINT "CreditBalance_no_overdraft_check" CHECK ("creditsRemaining" >= -"overdraftCredits"),
  ADD CONSTRAINT "CreditBalance_creditsHeld_check" CHECK ("creditsHeld" >= 0),
  ADD CONSTRAINT "CreditBalance_overdraftCredits_check" CHECK ("overdraftCredits" >= 0),
  ADD CONSTRAINT "CreditBalance_lastSeq_check" CHECK ("lastSeq" >= 0),
  ADD CONSTRAINT "CreditBalance_settledSeq_check" CHECK ("settledSeq" BETWEEN 0 AND "lastSeq");

-- A free feature costs 0, so a spend may be 0. The first entry of a user starts from nothing.
ALTER TABLE "UsageHistory"
  ADD CONSTRAINT "UsageHistory_sign_check" CHECK (
    CASE "kind"
      WHEN 'SPEND' THEN "creditsUsed" >= 0
      WHEN 'REFUND' THEN "creditsUsed" < 0
      WHEN 'GRANT' THEN "creditsUsed" < 0
      WHEN 'EXPIRY' THEN "creditsUsed" > 0
      WHEN 'ADJUSTMENT' THEN "creditsUsed" <> 0
    END
  ),
  ADD CONSTRAINT "UsageHistory_refund_check" CHECK (
    ("kind" = 'REFUND') = ("refundOfId" IS NOT NULL)
    AND ("kind" = 'REFUND') = ("refundSeq" IS NOT NULL)
    AND "refundSeq" > 0 IS NOT FALSE
  ),
  ADD CONSTRAINT "UsageHistory_seq_check" CHECK ("seq" > 0),
  ADD CONSTRAINT "UsageHistory_balanceAfter_check" CHECK ("seq" > 1 OR "balanceAfter" = -"creditsUsed"),
  ADD CONSTRAINT "UsageHistory_idempotencyKey_check" CHECK ("idempotencyKey" <> '');

ALTER TABLE "CreditGrant"
  ADD CONSTRAINT "CreditGrant_amountCredits_check" CHECK ("amountCredits" > 0),
  ADD CONSTRAINT "CreditGrant_remainingCredits_check" CHECK ("remainingCredits" BETWEEN 0 AND "amountCredits"),
  ADD CONSTRAINT "CreditGrant_expiresAt_check" CHECK ("expiresAt" > "startsAt");

ALTER TABLE "CreditHold"
  ADD CONSTRAINT "CreditHold_amountCredits_check" CHECK ("amountCredits" > 0),
  ADD CONSTRAINT "CreditHold_capturedCredits_check" CHECK ("capturedCredits" >= 0 AND ("status" = 'CAPTURED' OR "capturedCredits" = 0)),
  ADD CONSTRAINT "CreditHold_endedAt_check" CHECK (("status" = 'OPEN') = ("endedAt" IS NULL)),
  ADD CONSTRAINT "CreditHold_idempotencyKey_check" CHECK ("idempotencyKey" <> '');

ALTER TABLE "AdminSettings"
  ADD CONSTRAINT "AdminSettings_singleton_check" CHECK ("id" = 'singleton');

ALTER TABLE "Plan"
  ADD CONSTRAINT "Plan_credits_check" CHECK ("credits" >= 0),
  ADD CONSTRAINT "Plan_priceMonthlyCents_check" CHECK ("priceMonthlyCents" >= 0),
  ADD CONSTRAINT "Plan_priceYearlyCents_check" CHECK ("priceYearlyCents" >= 0);

ALTER TABLE "StorageObject"
  ADD CONSTRAINT "StorageObject_size_check" CHECK ("size" >= 0);

ALTER TABLE "UsageDaily"
  ADD CONSTRAINT "UsageDaily_counts_check" CHECK ("creditsSpent" >= 0 AND "creditsRefunded" >= 0 AND "spends" >= 0);
