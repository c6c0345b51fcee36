-- AlterTable
ALTER TABLE "Plan" ADD COLUMN     "quotaFiles" INTEGER,
ADD COLUMN     "quotaMegabytes" INTEGER,
ADD COLUMN     "uploadMegabytes" INTEGER;

ALTER TABLE "Plan"
  ADD CONSTRAINT "Plan_uploadMegabytes_check" CHECK ("uploadMegabytes" BETWEEN 1 AND 2000),
  ADD CONSTRAINT "Plan_quotaMegabytes_check" CHECK ("quotaMegabytes" BETWEEN 0 AND 100000000),
  ADD CONSTRAINT "Plan_quotaFiles_check" CHECK ("quotaFiles" BETWEEN 0 AND 1000000);
