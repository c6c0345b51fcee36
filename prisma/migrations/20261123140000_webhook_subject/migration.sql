ALTER TABLE "WebhookDelivery"
  ADD COLUMN "subjectId" TEXT,
  ADD COLUMN "occurredAt" TIMESTAMPTZ(3);

-- Whether a newer event about the same subject has been processed already.
CREATE INDEX "WebhookDelivery_subjectId_occurredAt_idx" ON "WebhookDelivery"("subjectId", "occurredAt");
