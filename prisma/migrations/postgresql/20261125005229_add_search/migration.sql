-- AlterTable
ALTER TABLE "Alias" ADD COLUMN     "initials" TEXT COLLATE "C",
ADD COLUMN     "pinyin" TEXT COLLATE "C";

-- AlterTable
ALTER TABLE "Corpus" ADD COLUMN     "searchVersion" TEXT COLLATE "C" NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "SearchText" (
    "articleId" INTEGER NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "SearchText_pkey" PRIMARY KEY ("articleId")
);

-- CreateIndex
CREATE INDEX "Alias_pinyin_idx" ON "Alias"("pinyin");

-- CreateIndex
CREATE INDEX "Alias_initials_idx" ON "Alias"("initials");

-- AddForeignKey
ALTER TABLE "SearchText" ADD CONSTRAINT "SearchText_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Written by hand: nothing in prisma/schema.prisma stands for it. The grams of an article's title and text, each
-- once and without its places; a text that has more than a tsvector holds is in several parts, which overlap.
CREATE TABLE "SearchGram" (
    "articleId" INTEGER NOT NULL,
    "part" INTEGER NOT NULL,
    "grams" tsvector NOT NULL,

    CONSTRAINT "SearchGram_pkey" PRIMARY KEY ("articleId", "part"),
    CONSTRAINT "SearchGram_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "SearchGram_grams_idx" ON "SearchGram" USING GIN ("grams");
