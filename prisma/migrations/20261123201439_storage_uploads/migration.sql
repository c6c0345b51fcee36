-- AlterTable
ALTER TABLE "StorageObject" ADD COLUMN     "purgeAt" TIMESTAMPTZ(3),
ADD COLUMN     "purgeStartedAt" TIMESTAMPTZ(3),
ADD COLUMN     "sha256" TEXT,
ADD COLUMN     "source" TEXT NOT NULL DEFAULT 'upload',
ADD COLUMN     "thumbnail" TEXT;

-- CreateTable
CREATE TABLE "StorageUpload" (
    "userId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "pathname" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reservedBytes" INTEGER NOT NULL,
    "contentType" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StorageUpload_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "StorageRun" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "fromStore" TEXT,
    "toStore" TEXT,
    "position" JSONB,
    "counts" JSONB NOT NULL,
    "findings" JSONB NOT NULL,
    "error" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "StorageRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StorageDay" (
    "userId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "bytes" BIGINT NOT NULL,
    "gbDays" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "entryId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StorageDay_pkey" PRIMARY KEY ("userId","day")
);

-- CreateIndex: the sweep looks for uploads that nobody finished
CREATE INDEX "StorageUpload_expiresAt_idx" ON "StorageUpload"("expiresAt");

-- CreateIndex: the newest comparison and the newest move
CREATE INDEX "StorageRun_startedAt_idx" ON "StorageRun"("startedAt" DESC);

-- CreateIndex: every file for admins, newest first
CREATE INDEX "StorageObject_createdAt_id_idx" ON "StorageObject"("createdAt" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "StorageUpload" ADD CONSTRAINT "StorageUpload_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- CreateIndex: whether a user has the same bytes already
CREATE INDEX "StorageObject_userId_sha256_live_idx" ON "StorageObject"("userId", "sha256") WHERE "deletedAt" IS NULL;

-- CreateIndex: the job that removes bytes looks for what is due
CREATE INDEX "StorageObject_deletedAt_idx" ON "StorageObject"("deletedAt") WHERE "deletedAt" IS NOT NULL;

-- CreateIndex: comparing a store with its rows, and moving them, in the order of names
CREATE INDEX "StorageObject_provider_pathname_idx" ON "StorageObject"("provider", "pathname");

-- Files that were deleted before files were removed by a job wait as long as any other.
UPDATE "StorageObject" SET "purgeAt" = "deletedAt" + interval '7 days' WHERE "deletedAt" IS NOT NULL;

ALTER TABLE "StorageObject"
  ADD CONSTRAINT "StorageObject_purge_check" CHECK (
    ("purgeAt" IS NULL OR "deletedAt" IS NOT NULL) AND ("purgeStartedAt" IS NULL OR "deletedAt" IS NOT NULL)),
  ADD CONSTRAINT "StorageObject_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "StorageObject_thumbnail_check" CHECK ("thumbnail" IN ('ready', 'impossible'));

ALTER TABLE "StorageUpload"
  ADD CONSTRAINT "StorageUpload_reservedBytes_check" CHECK ("reservedBytes" > 0),
  ADD CONSTRAINT "StorageUpload_status_check" CHECK ("status" IN ('open', 'sweeping'));

ALTER TABLE "StorageRun"
  ADD CONSTRAINT "StorageRun_kind_check" CHECK ("kind" IN ('reconcile', 'move')),
  ADD CONSTRAINT "StorageRun_status_check" CHECK ("status" IN ('running', 'done', 'failed'));

ALTER TABLE "StorageDay"
  ADD CONSTRAINT "StorageDay_amounts_check" CHECK ("bytes" >= 0 AND "gbDays" >= 0),
  ADD CONSTRAINT "StorageDay_status_check" CHECK ("status" IN ('charged', 'free', 'unpaid'));
