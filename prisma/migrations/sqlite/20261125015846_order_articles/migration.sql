-- AlterTable: by hand, since adding a column needs no new table.
ALTER TABLE "Article" ADD COLUMN "titleStart" TEXT NOT NULL DEFAULT '';

-- By hand: titles of articles that are there already.
UPDATE "Article" SET "titleStart" = substr("title", 1, 100);

-- CreateIndex
CREATE INDEX "Article_titleStart_key_idx" ON "Article"("titleStart", "key");

-- CreateIndex
CREATE INDEX "ArticleEntity_entityId_salience_articleKey_idx" ON "ArticleEntity"("entityId", "salience", "articleKey");
