-- DropIndex
DROP INDEX "Article_language_sortMs_key_idx";

-- DropIndex
DROP INDEX "Article_storyId_sortMs_key_idx";

-- DropIndex
DROP INDEX "Link_url_idx";

-- DropIndex
DROP INDEX "Change_articleKey_idx";

-- CreateIndex
CREATE INDEX "Article_language_idx" ON "Article"("language");

-- CreateIndex
CREATE INDEX "Article_storyId_idx" ON "Article"("storyId");
