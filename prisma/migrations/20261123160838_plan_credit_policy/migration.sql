-- AlterTable
ALTER TABLE "Plan" ADD COLUMN     "creditRenewal" TEXT NOT NULL DEFAULT 'reset',
ADD COLUMN     "monthlyCreditsOnYearly" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "oneTimeCredits" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "pastDueGraceDays" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "rolloverCapCredits" INTEGER,
ADD COLUMN     "trialCredits" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- Rows written before there were rules: whatever has one plain reading gets it, so that the CHECKs below hold.
-- A price without a currency is in US dollars: the only currency that Clerk Billing has ever charged in.
UPDATE "Plan" SET
  "name" = CASE WHEN btrim("name") = '' THEN 'Plan ' || "id" ELSE "name" END,
  "currency" = CASE
    WHEN upper(btrim("currency")) ~ '^[A-Z]{3}$' THEN upper(btrim("currency"))
    WHEN "priceMonthlyCents" IS NOT NULL OR "priceYearlyCents" IS NOT NULL THEN 'USD'
  END,
  "clerkId" = NULLIF("clerkId", ''),
  "billingSource" = CASE WHEN "billingSource" = 'manual' AND NULLIF("clerkId", '') IS NULL THEN 'manual' ELSE 'clerk' END,
  "features" = CASE WHEN jsonb_typeof("features") = 'array' THEN "features" END,
  "ctaType" = CASE WHEN "ctaType" = 'checkout' OR ("ctaType" IN ('link', 'contact') AND "ctaUrl" ~* '^https?://') THEN "ctaType" END,
  "ctaUrl" = CASE WHEN "ctaType" IN ('link', 'contact') AND "ctaUrl" ~* '^https?://' THEN "ctaUrl" END;

ALTER TABLE "Plan"
  ADD CONSTRAINT "Plan_name_check" CHECK (btrim("name") <> ''),
  ADD CONSTRAINT "Plan_clerkId_check" CHECK ("clerkId" <> ''),
  ADD CONSTRAINT "Plan_currency_check" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "Plan_priced_in_check" CHECK ("currency" IS NOT NULL OR ("priceMonthlyCents" IS NULL AND "priceYearlyCents" IS NULL)),
  ADD CONSTRAINT "Plan_billingSource_check" CHECK ("billingSource" = 'clerk' OR ("billingSource" = 'manual' AND "clerkId" IS NULL)),
  ADD CONSTRAINT "Plan_ctaType_check" CHECK ("ctaType" IN ('checkout', 'link', 'contact')),
  ADD CONSTRAINT "Plan_ctaUrl_check" CHECK (CASE WHEN "ctaType" IN ('link', 'contact') THEN "ctaUrl" IS NOT NULL AND "ctaUrl" ~* '^https?://' ELSE "ctaUrl" IS NULL END),
  ADD CONSTRAINT "Plan_features_check" CHECK (jsonb_typeof("features") = 'array'),
  ADD CONSTRAINT "Plan_creditRenewal_check" CHECK ("creditRenewal" IN ('reset', 'rollover')),
  ADD CONSTRAINT "Plan_rolloverCapCredits_check" CHECK ("rolloverCapCredits" IS NULL OR ("rolloverCapCredits" >= 1 AND "creditRenewal" = 'rollover')),
  ADD CONSTRAINT "Plan_trialCredits_check" CHECK ("trialCredits" >= 0),
  ADD CONSTRAINT "Plan_oneTimeCredits_check" CHECK ("oneTimeCredits" >= 0),
  ADD CONSTRAINT "Plan_pastDueGraceDays_check" CHECK ("pastDueGraceDays" BETWEEN 0 AND 90),
  ADD CONSTRAINT "Plan_version_check" CHECK ("version" >= 1);
