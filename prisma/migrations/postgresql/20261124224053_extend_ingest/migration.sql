-- DropForeignKey
ALTER TABLE "ArticleFingerprint" DROP CONSTRAINT "ArticleFingerprint_articleId_fkey";

-- DropIndex
DROP INDEX "Article_storyId_idx";

-- AlterTable
ALTER TABLE "Source" ADD COLUMN     "etag" TEXT COLLATE "C",
ADD COLUMN     "lastModified" TEXT COLLATE "C",
ADD COLUMN     "url" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "Document" DROP COLUMN "frontMatter",
ADD COLUMN     "feedPath" TEXT COLLATE "C",
ADD COLUMN     "parsedWith" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "Article" ADD COLUMN     "signature" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "Corpus" ADD COLUMN     "storyCount" INTEGER NOT NULL DEFAULT 0;

-- DropTable
DROP TABLE "ArticleFingerprint";

-- CreateTable
CREATE TABLE "ArticleBand" (
    "hash" BIGINT NOT NULL,
    "articleId" INTEGER NOT NULL,

    CONSTRAINT "ArticleBand_pkey" PRIMARY KEY ("hash","articleId")
);

-- CreateIndex
CREATE INDEX "ArticleBand_articleId_idx" ON "ArticleBand"("articleId");

-- CreateIndex
CREATE INDEX "Document_sourceId_feedPath_idx" ON "Document"("sourceId", "feedPath");

-- CreateIndex
CREATE INDEX "Article_storyId_sortMs_key_idx" ON "Article"("storyId", "sortMs", "key");

-- AddForeignKey
ALTER TABLE "ArticleBand" ADD CONSTRAINT "ArticleBand_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- No article has copies yet.
UPDATE "Corpus" SET "storyCount" = "articleCount";
