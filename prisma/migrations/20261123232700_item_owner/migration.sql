-- CreateIndex: whose item it is, for events that name no payer
CREATE INDEX "SubscriptionItem_id_idx" ON "SubscriptionItem"("id");
