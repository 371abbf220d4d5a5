-- DropIndex
DROP INDEX "Article_storyId_idx";

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Corpus" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "revision" INTEGER NOT NULL,
    "articleCount" INTEGER NOT NULL DEFAULT 0,
    "storyCount" INTEGER NOT NULL DEFAULT 0,
    "categoryCount" INTEGER NOT NULL DEFAULT 0,
    "authorCount" INTEGER NOT NULL DEFAULT 0,
    "imageCount" INTEGER NOT NULL DEFAULT 0,
    "mentionCount" INTEGER NOT NULL DEFAULT 0,
    "entityCounts" TEXT NOT NULL DEFAULT '{}',
    "gazetteerVersion" TEXT NOT NULL DEFAULT ''
);
INSERT INTO "new_Corpus" ("articleCount", "authorCount", "categoryCount", "entityCounts", "gazetteerVersion", "id", "imageCount", "mentionCount", "revision") SELECT "articleCount", "authorCount", "categoryCount", "entityCounts", "gazetteerVersion", "id", "imageCount", "mentionCount", "revision" FROM "Corpus";
DROP TABLE "Corpus";
ALTER TABLE "new_Corpus" RENAME TO "Corpus";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "Article_storyId_sortMs_key_idx" ON "Article"("storyId", "sortMs", "key");

-- No article has copies yet.
UPDATE "Corpus" SET "storyCount" = "articleCount";
