-- Nothing has filled it so far; it is filled anew from the ledger.
DELETE FROM "UsageDaily";

-- AlterTable
ALTER TABLE "UsageDaily" DROP CONSTRAINT "UsageDaily_pkey",
DROP COLUMN "featureKey",
DROP COLUMN "operationType",
ADD COLUMN     "refunds" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "creditsSpent" SET DATA TYPE BIGINT,
ALTER COLUMN "creditsRefunded" SET DATA TYPE BIGINT,
ADD CONSTRAINT "UsageDaily_pkey" PRIMARY KEY ("userId", "day");

-- CreateTable
CREATE TABLE "UsageMark" (
    "userId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "totals" JSONB NOT NULL,

    CONSTRAINT "UsageMark_pkey" PRIMARY KEY ("userId","seq")
);

-- CreateTable
CREATE TABLE "UsageOfAll" (
    "dimension" TEXT NOT NULL,
    "grainMinutes" SMALLINT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "key" TEXT NOT NULL,
    "creditsSpent" BIGINT NOT NULL,
    "creditsRefunded" BIGINT NOT NULL,
    "spends" BIGINT NOT NULL,
    "refunds" BIGINT NOT NULL,

    CONSTRAINT "UsageOfAll_pkey" PRIMARY KEY ("dimension","grainMinutes","startsAt","key")
);

-- CreateTable
CREATE TABLE "UsageFold" (
    "userId" TEXT NOT NULL,
    "foldedSeq" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "UsageFold_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "UsageAnomaly" (
    "userId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "span" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "creditsSpent" BIGINT NOT NULL,
    "usualCredits" BIGINT NOT NULL,
    "limitCredits" BIGINT NOT NULL,
    "noticedAt" TIMESTAMPTZ(3) NOT NULL,
    "dismissedAt" TIMESTAMPTZ(3),

    CONSTRAINT "UsageAnomaly_pkey" PRIMARY KEY ("userId","day")
);

-- CreateIndex: the first and the last mark between two instants
CREATE INDEX "UsageMark_userId_at_seq_idx" ON "UsageMark"("userId", "at", "seq");

-- CreateIndex: who used most, over all users
CREATE INDEX "UsageDaily_day_idx" ON "UsageDaily"("day");

-- AddForeignKey
ALTER TABLE "UsageMark" ADD CONSTRAINT "UsageMark_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UsageFold" ADD CONSTRAINT "UsageFold_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "UsageAnomaly" ADD CONSTRAINT "UsageAnomaly_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "UsageDaily" DROP CONSTRAINT "UsageDaily_counts_check",
  ADD CONSTRAINT "UsageDaily_counts_check"
    CHECK ("creditsSpent" >= 0 AND "creditsRefunded" >= 0 AND "spends" >= 0 AND "refunds" >= 0);

ALTER TABLE "UsageMark" ADD CONSTRAINT "UsageMark_seq_check" CHECK ("seq" > 0 AND "seq" % 64 = 0);

ALTER TABLE "UsageOfAll"
  ADD CONSTRAINT "UsageOfAll_grain_check" CHECK ("grainMinutes" IN (15, 60, 1440)),
  ADD CONSTRAINT "UsageOfAll_counts_check"
    CHECK ("creditsSpent" >= 0 AND "creditsRefunded" >= 0 AND "spends" >= 0 AND "refunds" >= 0);

ALTER TABLE "UsageFold" ADD CONSTRAINT "UsageFold_foldedSeq_check" CHECK ("foldedSeq" >= 0);

ALTER TABLE "UsageAnomaly" ADD CONSTRAINT "UsageAnomaly_span_check" CHECK ("span" IN ('day', 'hour'));
