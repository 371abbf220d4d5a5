-- DropIndex
DROP INDEX "Article_storyId_idx";

-- DropIndex
DROP INDEX "ArticleFingerprint_band_value_idx";

-- AlterTable
ALTER TABLE "Source" ADD COLUMN "etag" TEXT;
ALTER TABLE "Source" ADD COLUMN "lastModified" TEXT;
ALTER TABLE "Source" ADD COLUMN "url" TEXT;

-- AlterTable
ALTER TABLE "Article" ADD COLUMN "signature" TEXT;

-- DropTable
PRAGMA foreign_keys=off;
DROP TABLE "ArticleFingerprint";
PRAGMA foreign_keys=on;

-- CreateTable
CREATE TABLE "ArticleBand" (
    "hash" BIGINT NOT NULL,
    "articleId" INTEGER NOT NULL,

    PRIMARY KEY ("hash", "articleId"),
    CONSTRAINT "ArticleBand_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Document" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sourceId" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "feedPath" TEXT,
    "digest" TEXT NOT NULL,
    "parsedWith" TEXT,
    "byteLength" INTEGER NOT NULL,
    "encoding" TEXT,
    "frontMatterFormat" TEXT,
    "bodyFormat" TEXT,
    "content" TEXT,
    "identity" TEXT,
    "bodyDigest" TEXT,
    "textLength" INTEGER,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "ignoredReason" TEXT,
    "articleId" INTEGER,
    "ingestedMs" BIGINT NOT NULL,
    CONSTRAINT "Document_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Document_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Document" ("articleId", "bodyDigest", "bodyFormat", "byteLength", "content", "digest", "encoding", "frontMatterFormat", "id", "identity", "ignoredReason", "ingestedMs", "path", "sourceId", "stale", "state", "textLength") SELECT "articleId", "bodyDigest", "bodyFormat", "byteLength", "content", "digest", "encoding", "frontMatterFormat", "id", "identity", "ignoredReason", "ingestedMs", "path", "sourceId", "stale", "state", "textLength" FROM "Document";
DROP TABLE "Document";
ALTER TABLE "new_Document" RENAME TO "Document";
CREATE INDEX "Document_sourceId_feedPath_idx" ON "Document"("sourceId", "feedPath");
CREATE INDEX "Document_articleId_idx" ON "Document"("articleId");
CREATE INDEX "Document_identity_idx" ON "Document"("identity");
CREATE INDEX "Document_digest_idx" ON "Document"("digest");
CREATE UNIQUE INDEX "Document_sourceId_path_key" ON "Document"("sourceId", "path");
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
CREATE INDEX "ArticleBand_articleId_idx" ON "ArticleBand"("articleId");

-- CreateIndex
CREATE INDEX "Article_storyId_sortMs_key_idx" ON "Article"("storyId", "sortMs", "key");


-- No article has copies yet.
UPDATE "Corpus" SET "storyCount" = "articleCount";
