-- AlterTable
ALTER TABLE "AdminSettings" ADD COLUMN     "settings" JSONB,
ADD COLUMN     "settingsVersion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "AuditLog" ADD COLUMN     "address" TEXT,
ADD COLUMN     "requestId" TEXT;

-- AlterTable
ALTER TABLE "Feature" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "ScheduledPrice" (
    "id" TEXT NOT NULL,
    "featureKey" TEXT NOT NULL,
    "price" JSONB,
    "reason" TEXT NOT NULL,
    "createdById" TEXT,
    "effectiveFrom" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "appliedAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "ScheduledPrice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PricePreview" (
    "id" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "proposal" JSONB NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "to" TIMESTAMPTZ(3) NOT NULL,
    "afterUserId" TEXT,
    "usersDone" INTEGER NOT NULL DEFAULT 0,
    "usersTotal" INTEGER NOT NULL DEFAULT 0,
    "entriesDone" INTEGER NOT NULL DEFAULT 0,
    "totals" JSONB,
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PricePreview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UserNote" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "authorId" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "UserNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ViewSession" (
    "tokenHash" TEXT NOT NULL,
    "adminId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ViewSession_pkey" PRIMARY KEY ("tokenHash")
);

-- One feature's plan of prices, in order.
CREATE INDEX "ScheduledPrice_featureKey_effectiveFrom_idx" ON "ScheduledPrice"("featureKey", "effectiveFrom");

-- The newest previews, for the list of them.
CREATE INDEX "PricePreview_createdAt_idx" ON "PricePreview"("createdAt" DESC);

-- The notes on one user.
CREATE INDEX "UserNote_userId_createdAt_idx" ON "UserNote"("userId", "createdAt");

-- Ended ones are removed.
CREATE INDEX "ViewSession_expiresAt_idx" ON "ViewSession"("expiresAt");

-- Admins read the whole log, newest first, page by page.
CREATE INDEX "AuditLog_createdAt_id_idx" ON "AuditLog"("createdAt" DESC, "id" DESC);

-- The same of one action, which may be rare in a long log.
CREATE INDEX "AuditLog_action_createdAt_id_idx" ON "AuditLog"("action", "createdAt" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "UserNote" ADD CONSTRAINT "UserNote_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- Every look at the prices asks whether one is due; nearly all rows are past.
CREATE INDEX "ScheduledPrice_pending" ON "ScheduledPrice" ("effectiveFrom")
  WHERE "appliedAt" IS NULL AND "cancelledAt" IS NULL;

ALTER TABLE "Feature" ADD CONSTRAINT "Feature_version_check" CHECK ("version" >= 1);
ALTER TABLE "AdminSettings" ADD CONSTRAINT "AdminSettings_settingsVersion_check" CHECK ("settingsVersion" >= 1);
ALTER TABLE "ScheduledPrice"
  -- A price that has taken effect cannot be called off.
  ADD CONSTRAINT "ScheduledPrice_end_check" CHECK ("appliedAt" IS NULL OR "cancelledAt" IS NULL);
ALTER TABLE "PricePreview"
  ADD CONSTRAINT "PricePreview_status_check"
    CHECK ("status" IN ('queued', 'running', 'done', 'cancelled', 'failed')),
  ADD CONSTRAINT "PricePreview_period_check" CHECK ("from" < "to");

-- The log of the admins' own deeds is out of their reach. It is no table of the spend path, so a trigger is no cost there.
CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is append only.' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER "AuditLog_append_only" BEFORE UPDATE OR DELETE ON "AuditLog"
  FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "AuditLog_no_truncate" BEFORE TRUNCATE ON "AuditLog"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
