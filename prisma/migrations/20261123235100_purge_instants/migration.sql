-- Rows of older versions that were deleted while the first migration ran.
UPDATE "StorageObject" SET "purgeAt" = "deletedAt" + interval '7 days' WHERE "deletedAt" IS NOT NULL AND "purgeAt" IS NULL;

ALTER TABLE "StorageObject"
  ADD CONSTRAINT "StorageObject_purgeAt_check" CHECK (("deletedAt" IS NULL) = ("purgeAt" IS NULL));
