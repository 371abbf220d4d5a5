-- DropIndex
DROP INDEX "Article_storyId_idx";

-- AlterTable
ALTER TABLE "Corpus" ADD COLUMN     "storyCount" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "Article_storyId_sortMs_key_idx" ON "Article"("storyId", "sortMs", "key");

-- No article has copies yet.
UPDATE "Corpus" SET "storyCount" = "articleCount";
