-- A fold of an older version that still runs knows no keys and is refused, as it names no foldVersion.
LOCK TABLE "UsageFold", "UsageDaily" IN SHARE ROW EXCLUSIVE MODE;

-- AlterTable
ALTER TABLE "UsageDaily" ADD COLUMN     "foldVersion" SMALLINT NOT NULL DEFAULT 1;
ALTER TABLE "UsageDaily" ALTER COLUMN "foldVersion" DROP DEFAULT;

-- Without a key in any entry, all that is folded was used without one. Else everything is folded anew from the ledger.
DO $$ BEGIN
  IF EXISTS (SELECT FROM "UsageHistory" WHERE "apiKeyId" IS NOT NULL) THEN
    DELETE FROM "UsageFold";
    DELETE FROM "UsageOfAll";
    DELETE FROM "UsageDaily";
    DELETE FROM "UsageMark";
  ELSE
    INSERT INTO "UsageOfAll" ("dimension", "grainMinutes", "startsAt", "key", "creditsSpent", "creditsRefunded", "spends",
      "refunds")
    SELECT 'apiKey', "grainMinutes", "startsAt", '', "creditsSpent", "creditsRefunded", "spends", "refunds"
    FROM "UsageOfAll" WHERE "dimension" = 'total';
  END IF;
END $$;
