-- AlterTable
ALTER TABLE "UsageHistory" ADD COLUMN     "model" TEXT,
ADD COLUMN     "quantity" INTEGER;

-- CreateTable
CREATE TABLE "PriceQuote" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "featureKey" TEXT NOT NULL,
    "quantity" INTEGER,
    "model" TEXT,
    "costCredits" INTEGER NOT NULL,
    "priceVersionId" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PriceQuote_pkey" PRIMARY KEY ("userId","id")
);

-- AddForeignKey
ALTER TABLE "PriceQuote" ADD CONSTRAINT "PriceQuote_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "UsageHistory"
  ADD CONSTRAINT "UsageHistory_quantity_check" CHECK ("quantity" > 0);

ALTER TABLE "PriceQuote"
  ADD CONSTRAINT "PriceQuote_quantity_check" CHECK ("quantity" > 0),
  ADD CONSTRAINT "PriceQuote_costCredits_check" CHECK ("costCredits" >= 0);
