-- AlterTable
ALTER TABLE "Alias" ADD COLUMN "initials" TEXT;
ALTER TABLE "Alias" ADD COLUMN "pinyin" TEXT;

-- AlterTable
ALTER TABLE "Corpus" ADD COLUMN "searchVersion" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "SearchText" (
    "articleId" INTEGER NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    CONSTRAINT "SearchText_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "Alias_pinyin_idx" ON "Alias"("pinyin");

-- CreateIndex
CREATE INDEX "Alias_initials_idx" ON "Alias"("initials");

-- Written by hand: nothing in prisma/schema.prisma stands for it. One row an article, by its id: the grams of its
-- title and text, divided by spaces, each once. Neither the grams as text nor their places are kept, and the
-- tokenizer leaves everything but ASCII as it is.
CREATE VIRTUAL TABLE "SearchGram" USING fts5("grams", content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');

-- Twice as many segments as usual before they are merged: writing costs a quarter less, and reading as much.
INSERT INTO "SearchGram" ("SearchGram", "rank") VALUES ('automerge', 8);
