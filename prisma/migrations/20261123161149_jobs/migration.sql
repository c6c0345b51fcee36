-- CreateTable
CREATE TABLE "Job" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "key" VARCHAR(255),
    "dueAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "maxAttempts" INTEGER,
    "everySeconds" INTEGER,
    "runnerId" TEXT,
    "startedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "lastDurationMs" INTEGER,
    "doneAt" TIMESTAMPTZ(3),
    "deadAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- One job per key.
CREATE UNIQUE INDEX "Job_key_key" ON "Job"("key");

-- Runners look for what is due every second; most kept jobs are never due again.
CREATE INDEX "Job_dueAt_idx" ON "Job"("dueAt");

-- Admins read the newest first, page by page.
CREATE INDEX "Job_createdAt_id_idx" ON "Job"("createdAt" DESC, "id" DESC);

-- Admins count the dead ones, among the many that are kept, and an hourly job removes the old ones.
CREATE INDEX "Job_dead" ON "Job" ("deadAt") WHERE "deadAt" IS NOT NULL;


ALTER TABLE "Job"
  ADD CONSTRAINT "Job_attempts_check" CHECK ("attempts" >= 0),
  ADD CONSTRAINT "Job_maxAttempts_check" CHECK ("maxAttempts" > 0),
  ADD CONSTRAINT "Job_everySeconds_check" CHECK ("everySeconds" > 0),
  -- What a runner has becomes due again when the runner is lost; what is dead never does.
  ADD CONSTRAINT "Job_runner_check" CHECK ("runnerId" IS NULL OR "dueAt" IS NOT NULL),
  ADD CONSTRAINT "Job_dead_check" CHECK ("deadAt" IS NULL OR "dueAt" IS NULL);
