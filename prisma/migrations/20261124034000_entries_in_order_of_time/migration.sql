-- Pages of all users' entries, newest first. The BRIN index finds a period but has no order: a page would sort the period,
-- and planned beside the index by user and time, read all of that one. Entries arrive in time order, so a spend only
-- appends to its last page.
CREATE INDEX "UsageHistory_time_order_idx" ON "UsageHistory"("timestamp");
