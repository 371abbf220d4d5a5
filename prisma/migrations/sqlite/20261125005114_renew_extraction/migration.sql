-- CreateTable
CREATE TABLE "EntityRedirect" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "targetKey" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "GazetteerEdition" (
    "version" TEXT NOT NULL PRIMARY KEY,
    "meanings" TEXT NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_IngestRun" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "sourceKeys" TEXT NOT NULL,
    "startedMs" BIGINT NOT NULL,
    "finishedMs" BIGINT,
    "processId" INTEGER,
    "host" TEXT,
    "heartbeatMs" BIGINT,
    "files" INTEGER NOT NULL DEFAULT 0,
    "documents" INTEGER NOT NULL DEFAULT 0,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "moved" INTEGER NOT NULL DEFAULT 0,
    "removed" INTEGER NOT NULL DEFAULT 0,
    "quarantined" INTEGER NOT NULL DEFAULT 0,
    "ignored" INTEGER NOT NULL DEFAULT 0,
    "ignoredBy" TEXT NOT NULL DEFAULT '{}',
    "reextracted" INTEGER NOT NULL DEFAULT 0,
    "mentionsGained" TEXT NOT NULL DEFAULT '{}',
    "mentionsLost" TEXT NOT NULL DEFAULT '{}',
    "message" TEXT
);
INSERT INTO "new_IngestRun" ("documents", "files", "finishedMs", "heartbeatMs", "host", "id", "ignored", "ignoredBy", "key", "message", "moved", "processId", "quarantined", "removed", "sourceKeys", "startedMs", "state", "taken", "unchanged", "updated") SELECT "documents", "files", "finishedMs", "heartbeatMs", "host", "id", "ignored", "ignoredBy", "key", "message", "moved", "processId", "quarantined", "removed", "sourceKeys", "startedMs", "state", "taken", "unchanged", "updated" FROM "IngestRun";
DROP TABLE "IngestRun";
ALTER TABLE "new_IngestRun" RENAME TO "IngestRun";
CREATE UNIQUE INDEX "IngestRun_key_key" ON "IngestRun"("key");
CREATE INDEX "IngestRun_startedMs_key_idx" ON "IngestRun"("startedMs", "key");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "EntityRedirect_targetKey_idx" ON "EntityRedirect"("targetKey");

-- CreateIndex
CREATE INDEX "Article_gazetteerVersion_extractorVersion_id_idx" ON "Article"("gazetteerVersion", "extractorVersion", "id");
