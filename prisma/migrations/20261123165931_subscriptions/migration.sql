-- AlterEnum
ALTER TYPE "WebhookStatus" ADD VALUE 'WAITING';

-- AlterTable
ALTER TABLE "CreditGrant" ADD COLUMN     "planItemId" TEXT,
ADD COLUMN     "planPart" TEXT,
ADD COLUMN     "planPeriodAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "WebhookDelivery" ADD COLUMN     "waitingFor" TEXT;

-- CreateTable
CREATE TABLE "SubscriptionItem" (
    "userId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "subscriptionId" TEXT,
    "planKey" TEXT,
    "period" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "periodStart" TIMESTAMPTZ(3) NOT NULL,
    "periodEnd" TIMESTAMPTZ(3),
    "canceledAt" TIMESTAMPTZ(3),
    "pastDueSince" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "isFreeTrial" BOOLEAN NOT NULL DEFAULT false,
    "amountCents" INTEGER,
    "currency" TEXT,
    "stateAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SubscriptionItem_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "SubscriptionPeriod" (
    "userId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),
    "planKey" TEXT,
    "isFreeTrial" BOOLEAN NOT NULL DEFAULT false,
    "period" TEXT NOT NULL,
    "monthlyCredits" BOOLEAN NOT NULL,
    "stateAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SubscriptionPeriod_pkey" PRIMARY KEY ("userId","itemId","startsAt")
);

-- CreateTable
CREATE TABLE "CreditPack" (
    "userId" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "grantId" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "amountCents" INTEGER,
    "currency" TEXT,
    "status" TEXT NOT NULL DEFAULT 'paid',
    "clawedCredits" INTEGER NOT NULL DEFAULT 0,
    "owedCredits" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "reversedAt" TIMESTAMPTZ(3),

    CONSTRAINT "CreditPack_pkey" PRIMARY KEY ("userId","paymentId")
);

-- CreateTable
CREATE TABLE "SyncRun" (
    "id" TEXT NOT NULL,
    "isDryRun" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "phase" TEXT NOT NULL DEFAULT 'plans',
    "offset" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "counts" JSONB NOT NULL,
    "error" TEXT,
    "startedById" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SyncRun_pkey" PRIMARY KEY ("id")
);

-- CreateIndex: who is on a plan
CREATE INDEX "SubscriptionItem_planKey_idx" ON "SubscriptionItem"("planKey");

-- CreateIndex: packs for admins, newest first
CREATE INDEX "CreditPack_createdAt_idx" ON "CreditPack"("createdAt" DESC);

-- CreateIndex: the newest walk
CREATE INDEX "SyncRun_startedAt_idx" ON "SyncRun"("startedAt" DESC);

-- CreateIndex: events for admins, newest first; figures up to an instant
CREATE INDEX "SubscriptionEvent_occurredAt_id_idx" ON "SubscriptionEvent"("occurredAt" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "SubscriptionItem" ADD CONSTRAINT "SubscriptionItem_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "SubscriptionPeriod" ADD CONSTRAINT "SubscriptionPeriod_userId_itemId_fkey" FOREIGN KEY ("userId", "itemId") REFERENCES "SubscriptionItem"("userId", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "CreditPack" ADD CONSTRAINT "CreditPack_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- CreateIndex: the job that renews looks for items that are due
CREATE INDEX "SubscriptionItem_dueAt_idx" ON "SubscriptionItem"("dueAt") WHERE "dueAt" IS NOT NULL;

-- CreateIndex: what a plan has given, to see what is still to be given
CREATE INDEX "CreditGrant_userId_planItemId_idx" ON "CreditGrant"("userId", "planItemId", "planPeriodAt") WHERE "planItemId" IS NOT NULL;

-- CreateIndex: a payment belongs to one user
CREATE INDEX "CreditPack_paymentId_idx" ON "CreditPack"("paymentId");

-- CreateIndex: events of one user that wait
CREATE INDEX "WebhookDelivery_waitingFor_idx" ON "WebhookDelivery"("waitingFor") WHERE "waitingFor" IS NOT NULL;

ALTER TABLE "CreditGrant"
  ADD CONSTRAINT "CreditGrant_plan_check" CHECK (
    ("planItemId" IS NULL) = ("planPart" IS NULL) AND ("planItemId" IS NULL) = ("planPeriodAt" IS NULL)
    AND ("planItemId" IS NULL OR "source" = 'PLAN') AND "planPart" IN ('base', 'carried', 'restored', 'once'));

ALTER TABLE "SubscriptionItem"
  ADD CONSTRAINT "SubscriptionItem_provider_check" CHECK ("provider" IN ('clerk', 'manual')),
  ADD CONSTRAINT "SubscriptionItem_period_check" CHECK ("period" IN ('month', 'annual')),
  ADD CONSTRAINT "SubscriptionItem_status_check" CHECK ("status" IN ('active', 'past_due', 'canceled', 'upcoming', 'ended', 'expired', 'abandoned', 'incomplete')),
  ADD CONSTRAINT "SubscriptionItem_periodEnd_check" CHECK ("periodEnd" > "periodStart");

ALTER TABLE "SubscriptionPeriod"
  ADD CONSTRAINT "SubscriptionPeriod_period_check" CHECK ("period" IN ('month', 'annual')),
  ADD CONSTRAINT "SubscriptionPeriod_endsAt_check" CHECK ("endsAt" > "startsAt");

ALTER TABLE "CreditPack"
  ADD CONSTRAINT "CreditPack_status_check" CHECK ("status" IN ('paid', 'refunded', 'disputed')),
  ADD CONSTRAINT "CreditPack_credits_check" CHECK ("credits" > 0 AND "clawedCredits" >= 0 AND "owedCredits" >= 0 AND "clawedCredits" + "owedCredits" <= "credits");

ALTER TABLE "SyncRun"
  ADD CONSTRAINT "SyncRun_status_check" CHECK ("status" IN ('running', 'done', 'failed')),
  ADD CONSTRAINT "SyncRun_phase_check" CHECK ("phase" IN ('plans', 'users', 'done'));
