-- AlterTable
ALTER TABLE "Source" ADD COLUMN "etag" TEXT;
ALTER TABLE "Source" ADD COLUMN "lastModified" TEXT;
ALTER TABLE "Source" ADD COLUMN "url" TEXT;

-- AlterTable
ALTER TABLE "Document" ADD COLUMN "feedPath" TEXT;
ALTER TABLE "Document" ADD COLUMN "parsedWith" TEXT;

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

-- CreateIndex
CREATE INDEX "ArticleBand_articleId_idx" ON "ArticleBand"("articleId");

-- CreateIndex
CREATE INDEX "Document_sourceId_feedPath_idx" ON "Document"("sourceId", "feedPath");
