-- Accounts from before get their threshold once, here: what their owner chose, else a fifth of what the 30 days up to
-- the newest grant gave. From now on every grant sets it anew.
UPDATE "CreditBalance" b SET "lowThresholdCredits" = COALESCE(
  (SELECT p."lowBalanceThreshold" FROM "UserPreferences" p WHERE p."userId" = b."userId"),
  (SELECT SUM(g."amountCredits"::bigint) / 5 FROM "CreditGrant" g
   WHERE g."userId" = b."userId" AND g."entryId" IS NOT NULL AND g."originGrantId" IS NULL
     AND g."startsAt" > (SELECT MAX(n."startsAt") FROM "CreditGrant" n
       WHERE n."userId" = b."userId" AND n."entryId" IS NOT NULL AND n."originGrantId" IS NULL) - INTERVAL '30 days')
);
UPDATE "CreditBalance" SET "lowSince" = "updatedAt", "lowNotifiedAt" = "updatedAt"
WHERE "creditsRemaining" <= "lowThresholdCredits";
