-- AlterTable
ALTER TABLE "IngestRun" ADD COLUMN     "mentionsGained" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
ADD COLUMN     "mentionsLost" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
ADD COLUMN     "reextracted" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "EntityRedirect" (
    "key" TEXT COLLATE "C" NOT NULL,
    "targetKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "EntityRedirect_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "GazetteerEdition" (
    "version" TEXT COLLATE "C" NOT NULL,
    "meanings" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "GazetteerEdition_pkey" PRIMARY KEY ("version")
);

-- CreateIndex
CREATE INDEX "EntityRedirect_targetKey_idx" ON "EntityRedirect"("targetKey");

-- CreateIndex
CREATE INDEX "Article_gazetteerVersion_extractorVersion_id_idx" ON "Article"("gazetteerVersion", "extractorVersion", "id");
