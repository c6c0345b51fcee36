-- AlterTable
ALTER TABLE "CreditBalance" ADD COLUMN     "lowNotifiedAt" TIMESTAMPTZ(3),
ADD COLUMN     "lowSince" TIMESTAMPTZ(3),
ADD COLUMN     "lowThresholdCredits" INTEGER;


ALTER TABLE "CreditBalance"
  ADD CONSTRAINT "CreditBalance_lowThresholdCredits_check" CHECK ("lowThresholdCredits" >= 0);

-- The sweep that tells owners looks for these every few seconds; nearly always there are none.
CREATE INDEX "CreditBalance_low_untold" ON "CreditBalance" ("lowSince")
  WHERE "lowSince" IS NOT NULL AND "lowNotifiedAt" IS DISTINCT FROM "lowSince";
