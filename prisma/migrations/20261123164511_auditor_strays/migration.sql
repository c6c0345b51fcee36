-- Entries of a user who does not exist are a deviation too.
-- DropForeignKey
ALTER TABLE "AuditorDeviation" DROP CONSTRAINT "AuditorDeviation_userId_fkey";
