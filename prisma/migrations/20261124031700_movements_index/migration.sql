-- What was granted, expired and adjusted in a period, over all users, from the index alone. Spends are not in it, so that
-- they cost nothing more.
CREATE INDEX "UsageHistory_movements_idx" ON "UsageHistory"("timestamp") INCLUDE ("kind", "creditsUsed") WHERE "kind" IN ('GRANT', 'EXPIRY', 'ADJUSTMENT');
