-- CreateTable
CREATE TABLE "AuditorState" (
    "id" TEXT NOT NULL DEFAULT 'singleton',
    "afterUserId" TEXT,
    "usersAudited" INTEGER NOT NULL DEFAULT 0,
    "passStartedAt" TIMESTAMPTZ(3),
    "lastPassAt" TIMESTAMPTZ(3),
    "lastPassUsers" INTEGER NOT NULL DEFAULT 0,
    "nextSliceAt" TIMESTAMPTZ(3),

    CONSTRAINT "AuditorState_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditorDeviation" (
    "userId" TEXT NOT NULL,
    "law" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "place" TEXT,
    "count" INTEGER NOT NULL,
    "expected" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditorDeviation_pkey" PRIMARY KEY ("userId","law","rule")
);

-- AddForeignKey
ALTER TABLE "AuditorDeviation" ADD CONSTRAINT "AuditorDeviation_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "AuditorState"
  ADD CONSTRAINT "AuditorState_singleton_check" CHECK ("id" = 'singleton');

ALTER TABLE "AuditorDeviation"
  ADD CONSTRAINT "AuditorDeviation_count_check" CHECK ("count" > 0);
