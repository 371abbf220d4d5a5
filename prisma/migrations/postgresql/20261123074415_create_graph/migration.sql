-- CreateTable
CREATE TABLE "Source" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "timeZone" TEXT COLLATE "C" NOT NULL,
    "baseUrl" TEXT COLLATE "C",
    "language" TEXT COLLATE "C",
    "location" TEXT COLLATE "C",
    "articleCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Document" (
    "id" SERIAL NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "byteLength" INTEGER NOT NULL,
    "encoding" TEXT COLLATE "C",
    "frontMatterFormat" TEXT COLLATE "C",
    "bodyFormat" TEXT COLLATE "C",
    "frontMatter" TEXT COLLATE "C",
    "content" TEXT COLLATE "C",
    "identity" TEXT COLLATE "C",
    "bodyDigest" TEXT COLLATE "C",
    "textLength" INTEGER,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT COLLATE "C" NOT NULL,
    "ignoredReason" TEXT COLLATE "C",
    "articleId" INTEGER,
    "ingestedMs" BIGINT NOT NULL,

    CONSTRAINT "Document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Article" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "title" TEXT COLLATE "C" NOT NULL,
    "language" TEXT COLLATE "C" NOT NULL,
    "publishedMs" BIGINT,
    "sortMs" BIGINT NOT NULL,
    "publishedWritten" TEXT COLLATE "C",
    "publishedDate" TEXT COLLATE "C",
    "publishedZone" TEXT COLLATE "C",
    "zoneInferred" BOOLEAN NOT NULL DEFAULT false,
    "precision" TEXT COLLATE "C",
    "dateProvenance" TEXT COLLATE "C",
    "url" TEXT COLLATE "C",
    "categoryId" INTEGER,
    "authorId" INTEGER,
    "leadImageId" INTEGER,
    "storyId" INTEGER,
    "storyScore" DOUBLE PRECISION,
    "hasImage" BOOLEAN NOT NULL DEFAULT false,
    "excerpt" TEXT COLLATE "C" NOT NULL,
    "textLength" INTEGER NOT NULL,
    "textDigest" TEXT COLLATE "C" NOT NULL,
    "gazetteerVersion" TEXT COLLATE "C" NOT NULL,
    "extractorVersion" TEXT COLLATE "C" NOT NULL,
    "revision" INTEGER NOT NULL,
    "ingestedMs" BIGINT NOT NULL,
    "frontMatter" TEXT COLLATE "C" NOT NULL,
    "html" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleKey" (
    "key" TEXT COLLATE "C" NOT NULL,
    "articleId" INTEGER NOT NULL,
    "isCurrent" BOOLEAN NOT NULL,

    CONSTRAINT "ArticleKey_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "ArticleRevision" (
    "articleId" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "changedMs" BIGINT NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "fields" TEXT COLLATE "C" NOT NULL,
    "textDigest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ArticleRevision_pkey" PRIMARY KEY ("articleId","revision")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "depth" INTEGER NOT NULL,
    "parentId" INTEGER,
    "articleCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CategoryAncestor" (
    "categoryId" INTEGER NOT NULL,
    "ancestorId" INTEGER NOT NULL,
    "distance" INTEGER NOT NULL,

    CONSTRAINT "CategoryAncestor_pkey" PRIMARY KEY ("categoryId","ancestorId")
);

-- CreateTable
CREATE TABLE "ArticleCategory" (
    "articleId" INTEGER NOT NULL,
    "categoryId" INTEGER NOT NULL,
    "isDirect" BOOLEAN NOT NULL,
    "position" INTEGER NOT NULL,
    "sortMs" BIGINT NOT NULL,
    "articleKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ArticleCategory_pkey" PRIMARY KEY ("articleId","categoryId")
);

-- CreateTable
CREATE TABLE "Author" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "foldedName" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "entityId" INTEGER,
    "articleCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Author_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Contribution" (
    "id" SERIAL NOT NULL,
    "articleId" INTEGER NOT NULL,
    "authorId" INTEGER NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "creditedName" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "affiliation" TEXT COLLATE "C",
    "provenance" TEXT COLLATE "C" NOT NULL,
    "isFirst" BOOLEAN NOT NULL,
    "entityId" INTEGER,
    "sortMs" BIGINT NOT NULL,
    "articleKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Image" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "url" TEXT COLLATE "C" NOT NULL,
    "alt" TEXT COLLATE "C",
    "caption" TEXT COLLATE "C",
    "width" INTEGER,
    "height" INTEGER,
    "articleCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleImage" (
    "articleId" INTEGER NOT NULL,
    "imageId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "isLead" BOOLEAN NOT NULL,
    "alt" TEXT COLLATE "C",
    "caption" TEXT COLLATE "C",
    "width" INTEGER,
    "height" INTEGER,
    "referrerPolicy" TEXT COLLATE "C",
    "sortMs" BIGINT NOT NULL,
    "articleKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ArticleImage_pkey" PRIMARY KEY ("articleId","imageId")
);

-- CreateTable
CREATE TABLE "Link" (
    "id" SERIAL NOT NULL,
    "articleId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "url" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Tag" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "articleCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleTag" (
    "articleId" INTEGER NOT NULL,
    "tagId" INTEGER NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "sortMs" BIGINT NOT NULL,
    "articleKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ArticleTag_pkey" PRIMARY KEY ("articleId","tagId")
);

-- CreateTable
CREATE TABLE "Entity" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "subtype" TEXT COLLATE "C",
    "name" TEXT COLLATE "C" NOT NULL,
    "foldedName" TEXT COLLATE "C" NOT NULL,
    "level" TEXT COLLATE "C",
    "adcode" TEXT COLLATE "C",
    "isoCodes" TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    "parentId" INTEGER,
    "jurisdictionId" INTEGER,
    "issuerId" INTEGER,
    "isGazetteer" BOOLEAN NOT NULL DEFAULT false,
    "articleCount" INTEGER NOT NULL DEFAULT 0,
    "storyCount" INTEGER NOT NULL DEFAULT 0,
    "mentionCount" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntityAncestor" (
    "entityId" INTEGER NOT NULL,
    "ancestorId" INTEGER NOT NULL,
    "distance" INTEGER NOT NULL,

    CONSTRAINT "EntityAncestor_pkey" PRIMARY KEY ("entityId","ancestorId")
);

-- CreateTable
CREATE TABLE "EntityKey" (
    "key" TEXT COLLATE "C" NOT NULL,
    "entityId" INTEGER NOT NULL,
    "isCurrent" BOOLEAN NOT NULL,

    CONSTRAINT "EntityKey_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Alias" (
    "id" SERIAL NOT NULL,
    "entityId" INTEGER NOT NULL,
    "form" TEXT COLLATE "C" NOT NULL,
    "folded" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Alias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EntityFact" (
    "articleId" INTEGER NOT NULL,
    "entityId" INTEGER NOT NULL,
    "fact" TEXT COLLATE "C" NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "EntityFact_pkey" PRIMARY KEY ("articleId","entityId","fact","value")
);

-- CreateTable
CREATE TABLE "Mention" (
    "id" SERIAL NOT NULL,
    "articleId" INTEGER NOT NULL,
    "field" TEXT COLLATE "C" NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    "surface" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "entityId" INTEGER,
    "value" TEXT COLLATE "C",
    "method" TEXT COLLATE "C" NOT NULL,
    "rule" TEXT COLLATE "C" NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "nested" BOOLEAN NOT NULL,
    "extractor" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "sortMs" BIGINT NOT NULL,
    "articleKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Mention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MentionCandidate" (
    "mentionId" INTEGER NOT NULL,
    "entityId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "MentionCandidate_pkey" PRIMARY KEY ("mentionId","entityId")
);

-- CreateTable
CREATE TABLE "ArticleEntity" (
    "articleId" INTEGER NOT NULL,
    "entityId" INTEGER NOT NULL,
    "type" TEXT COLLATE "C" NOT NULL,
    "level" TEXT COLLATE "C",
    "directCount" INTEGER NOT NULL,
    "totalCount" INTEGER NOT NULL,
    "titleCount" INTEGER NOT NULL,
    "via" INTEGER NOT NULL,
    "firstPosition" INTEGER NOT NULL,
    "salience" DOUBLE PRECISION NOT NULL,
    "position" INTEGER NOT NULL,
    "isDirect" BOOLEAN NOT NULL,
    "sortMs" BIGINT NOT NULL,
    "articleKey" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ArticleEntity_pkey" PRIMARY KEY ("articleId","entityId")
);

-- CreateTable
CREATE TABLE "Story" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "originalId" INTEGER,
    "articleCount" INTEGER NOT NULL,

    CONSTRAINT "Story_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleFingerprint" (
    "articleId" INTEGER NOT NULL,
    "band" INTEGER NOT NULL,
    "value" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ArticleFingerprint_pkey" PRIMARY KEY ("articleId","band")
);

-- CreateTable
CREATE TABLE "IngestRun" (
    "id" SERIAL NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "sourceKeys" TEXT COLLATE "C" NOT NULL,
    "startedMs" BIGINT NOT NULL,
    "finishedMs" BIGINT,
    "processId" INTEGER,
    "host" TEXT COLLATE "C",
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
    "ignoredBy" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    "message" TEXT COLLATE "C",

    CONSTRAINT "IngestRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Problem" (
    "id" SERIAL NOT NULL,
    "runId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "sourceId" INTEGER,
    "documentId" INTEGER,
    "path" TEXT COLLATE "C",
    "line" INTEGER,
    "severity" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "message" TEXT COLLATE "C" NOT NULL,
    "hint" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "Problem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Change" (
    "revision" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "articleKey" TEXT COLLATE "C" NOT NULL,
    "changedMs" BIGINT NOT NULL,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("revision","position")
);

-- CreateTable
CREATE TABLE "Corpus" (
    "id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "articleCount" INTEGER NOT NULL DEFAULT 0,
    "categoryCount" INTEGER NOT NULL DEFAULT 0,
    "authorCount" INTEGER NOT NULL DEFAULT 0,
    "imageCount" INTEGER NOT NULL DEFAULT 0,
    "mentionCount" INTEGER NOT NULL DEFAULT 0,
    "entityCounts" TEXT COLLATE "C" NOT NULL DEFAULT '{}',
    "gazetteerVersion" TEXT COLLATE "C" NOT NULL DEFAULT '',

    CONSTRAINT "Corpus_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Source_key_key" ON "Source"("key");

-- CreateIndex
CREATE INDEX "Document_articleId_idx" ON "Document"("articleId");

-- CreateIndex
CREATE INDEX "Document_identity_idx" ON "Document"("identity");

-- CreateIndex
CREATE INDEX "Document_digest_idx" ON "Document"("digest");

-- CreateIndex
CREATE UNIQUE INDEX "Document_sourceId_path_key" ON "Document"("sourceId", "path");

-- CreateIndex
CREATE UNIQUE INDEX "Article_key_key" ON "Article"("key");

-- CreateIndex
CREATE INDEX "Article_sortMs_key_idx" ON "Article"("sortMs", "key");

-- CreateIndex
CREATE INDEX "Article_sourceId_sortMs_key_idx" ON "Article"("sourceId", "sortMs", "key");

-- CreateIndex
CREATE INDEX "Article_language_sortMs_key_idx" ON "Article"("language", "sortMs", "key");

-- CreateIndex
CREATE INDEX "Article_hasImage_sortMs_key_idx" ON "Article"("hasImage", "sortMs", "key");

-- CreateIndex
CREATE INDEX "Article_categoryId_idx" ON "Article"("categoryId");

-- CreateIndex
CREATE INDEX "Article_authorId_idx" ON "Article"("authorId");

-- CreateIndex
CREATE INDEX "Article_leadImageId_idx" ON "Article"("leadImageId");

-- CreateIndex
CREATE INDEX "Article_storyId_idx" ON "Article"("storyId");

-- CreateIndex
CREATE INDEX "Article_url_idx" ON "Article"("url");

-- CreateIndex
CREATE INDEX "ArticleKey_articleId_idx" ON "ArticleKey"("articleId");

-- CreateIndex
CREATE UNIQUE INDEX "Category_key_key" ON "Category"("key");

-- CreateIndex
CREATE INDEX "Category_parentId_key_idx" ON "Category"("parentId", "key");

-- CreateIndex
CREATE INDEX "Category_parentId_articleCount_key_idx" ON "Category"("parentId", "articleCount", "key");

-- CreateIndex
CREATE INDEX "Category_articleCount_key_idx" ON "Category"("articleCount", "key");

-- CreateIndex
CREATE INDEX "CategoryAncestor_ancestorId_idx" ON "CategoryAncestor"("ancestorId");

-- CreateIndex
CREATE INDEX "ArticleCategory_categoryId_sortMs_articleKey_idx" ON "ArticleCategory"("categoryId", "sortMs", "articleKey");

-- CreateIndex
CREATE INDEX "ArticleCategory_categoryId_isDirect_sortMs_articleKey_idx" ON "ArticleCategory"("categoryId", "isDirect", "sortMs", "articleKey");

-- CreateIndex
CREATE UNIQUE INDEX "Author_key_key" ON "Author"("key");

-- CreateIndex
CREATE INDEX "Author_foldedName_idx" ON "Author"("foldedName");

-- CreateIndex
CREATE INDEX "Author_entityId_idx" ON "Author"("entityId");

-- CreateIndex
CREATE INDEX "Author_articleCount_key_idx" ON "Author"("articleCount", "key");

-- CreateIndex
CREATE INDEX "Author_kind_articleCount_key_idx" ON "Author"("kind", "articleCount", "key");

-- CreateIndex
CREATE INDEX "Contribution_articleId_position_idx" ON "Contribution"("articleId", "position");

-- CreateIndex
CREATE INDEX "Contribution_authorId_isFirst_sortMs_articleKey_idx" ON "Contribution"("authorId", "isFirst", "sortMs", "articleKey");

-- CreateIndex
CREATE INDEX "Contribution_authorId_role_sortMs_articleKey_idx" ON "Contribution"("authorId", "role", "sortMs", "articleKey");

-- CreateIndex
CREATE INDEX "Contribution_authorId_creditedName_idx" ON "Contribution"("authorId", "creditedName");

-- CreateIndex
CREATE INDEX "Contribution_entityId_idx" ON "Contribution"("entityId");

-- CreateIndex
CREATE UNIQUE INDEX "Contribution_articleId_authorId_role_key" ON "Contribution"("articleId", "authorId", "role");

-- CreateIndex
CREATE UNIQUE INDEX "Image_key_key" ON "Image"("key");

-- CreateIndex
CREATE INDEX "ArticleImage_articleId_position_idx" ON "ArticleImage"("articleId", "position");

-- CreateIndex
CREATE INDEX "ArticleImage_imageId_sortMs_articleKey_idx" ON "ArticleImage"("imageId", "sortMs", "articleKey");

-- CreateIndex
CREATE INDEX "Link_articleId_position_idx" ON "Link"("articleId", "position");

-- CreateIndex
CREATE INDEX "Link_url_idx" ON "Link"("url");

-- CreateIndex
CREATE UNIQUE INDEX "Tag_key_key" ON "Tag"("key");

-- CreateIndex
CREATE INDEX "ArticleTag_articleId_position_idx" ON "ArticleTag"("articleId", "position");

-- CreateIndex
CREATE INDEX "ArticleTag_tagId_sortMs_articleKey_idx" ON "ArticleTag"("tagId", "sortMs", "articleKey");

-- CreateIndex
CREATE INDEX "ArticleTag_tagId_name_idx" ON "ArticleTag"("tagId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Entity_key_key" ON "Entity"("key");

-- CreateIndex
CREATE UNIQUE INDEX "Entity_adcode_key" ON "Entity"("adcode");

-- CreateIndex
CREATE INDEX "Entity_type_articleCount_key_idx" ON "Entity"("type", "articleCount", "key");

-- CreateIndex
CREATE INDEX "Entity_type_key_idx" ON "Entity"("type", "key");

-- CreateIndex
CREATE INDEX "Entity_articleCount_key_idx" ON "Entity"("articleCount", "key");

-- CreateIndex
CREATE INDEX "Entity_level_adcode_idx" ON "Entity"("level", "adcode");

-- CreateIndex
CREATE INDEX "Entity_parentId_key_idx" ON "Entity"("parentId", "key");

-- CreateIndex
CREATE INDEX "Entity_jurisdictionId_idx" ON "Entity"("jurisdictionId");

-- CreateIndex
CREATE INDEX "Entity_issuerId_idx" ON "Entity"("issuerId");

-- CreateIndex
CREATE INDEX "EntityAncestor_ancestorId_idx" ON "EntityAncestor"("ancestorId");

-- CreateIndex
CREATE INDEX "EntityKey_entityId_idx" ON "EntityKey"("entityId");

-- CreateIndex
CREATE INDEX "Alias_folded_idx" ON "Alias"("folded");

-- CreateIndex
CREATE UNIQUE INDEX "Alias_entityId_form_key" ON "Alias"("entityId", "form");

-- CreateIndex
CREATE INDEX "EntityFact_entityId_fact_value_idx" ON "EntityFact"("entityId", "fact", "value");

-- CreateIndex
CREATE INDEX "Mention_articleId_type_position_idx" ON "Mention"("articleId", "type", "position");

-- CreateIndex
CREATE INDEX "Mention_entityId_sortMs_articleKey_position_idx" ON "Mention"("entityId", "sortMs", "articleKey", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Mention_articleId_position_key" ON "Mention"("articleId", "position");

-- CreateIndex
CREATE INDEX "MentionCandidate_entityId_idx" ON "MentionCandidate"("entityId");

-- CreateIndex
CREATE INDEX "ArticleEntity_entityId_sortMs_articleKey_idx" ON "ArticleEntity"("entityId", "sortMs", "articleKey");

-- CreateIndex
CREATE INDEX "ArticleEntity_entityId_isDirect_sortMs_articleKey_idx" ON "ArticleEntity"("entityId", "isDirect", "sortMs", "articleKey");

-- CreateIndex
CREATE INDEX "ArticleEntity_articleId_position_idx" ON "ArticleEntity"("articleId", "position");

-- CreateIndex
CREATE INDEX "ArticleEntity_articleId_type_position_idx" ON "ArticleEntity"("articleId", "type", "position");

-- CreateIndex
CREATE INDEX "ArticleEntity_articleId_level_position_idx" ON "ArticleEntity"("articleId", "level", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Story_key_key" ON "Story"("key");

-- CreateIndex
CREATE INDEX "Story_originalId_idx" ON "Story"("originalId");

-- CreateIndex
CREATE INDEX "ArticleFingerprint_band_value_idx" ON "ArticleFingerprint"("band", "value");

-- CreateIndex
CREATE UNIQUE INDEX "IngestRun_key_key" ON "IngestRun"("key");

-- CreateIndex
CREATE INDEX "IngestRun_startedMs_key_idx" ON "IngestRun"("startedMs", "key");

-- CreateIndex
CREATE INDEX "Problem_documentId_idx" ON "Problem"("documentId");

-- CreateIndex
CREATE INDEX "Problem_sourceId_idx" ON "Problem"("sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "Problem_runId_position_key" ON "Problem"("runId", "position");

-- CreateIndex
CREATE INDEX "Change_articleKey_idx" ON "Change"("articleKey");

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Author"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_leadImageId_fkey" FOREIGN KEY ("leadImageId") REFERENCES "Image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_storyId_fkey" FOREIGN KEY ("storyId") REFERENCES "Story"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleKey" ADD CONSTRAINT "ArticleKey_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleRevision" ADD CONSTRAINT "ArticleRevision_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Category" ADD CONSTRAINT "Category_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Category"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CategoryAncestor" ADD CONSTRAINT "CategoryAncestor_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CategoryAncestor" ADD CONSTRAINT "CategoryAncestor_ancestorId_fkey" FOREIGN KEY ("ancestorId") REFERENCES "Category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleCategory" ADD CONSTRAINT "ArticleCategory_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleCategory" ADD CONSTRAINT "ArticleCategory_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Author" ADD CONSTRAINT "Author_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contribution" ADD CONSTRAINT "Contribution_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contribution" ADD CONSTRAINT "Contribution_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Author"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contribution" ADD CONSTRAINT "Contribution_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleImage" ADD CONSTRAINT "ArticleImage_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleImage" ADD CONSTRAINT "ArticleImage_imageId_fkey" FOREIGN KEY ("imageId") REFERENCES "Image"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleTag" ADD CONSTRAINT "ArticleTag_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleTag" ADD CONSTRAINT "ArticleTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entity" ADD CONSTRAINT "Entity_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entity" ADD CONSTRAINT "Entity_jurisdictionId_fkey" FOREIGN KEY ("jurisdictionId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entity" ADD CONSTRAINT "Entity_issuerId_fkey" FOREIGN KEY ("issuerId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityAncestor" ADD CONSTRAINT "EntityAncestor_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityAncestor" ADD CONSTRAINT "EntityAncestor_ancestorId_fkey" FOREIGN KEY ("ancestorId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityKey" ADD CONSTRAINT "EntityKey_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alias" ADD CONSTRAINT "Alias_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityFact" ADD CONSTRAINT "EntityFact_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EntityFact" ADD CONSTRAINT "EntityFact_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MentionCandidate" ADD CONSTRAINT "MentionCandidate_mentionId_fkey" FOREIGN KEY ("mentionId") REFERENCES "Mention"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MentionCandidate" ADD CONSTRAINT "MentionCandidate_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleEntity" ADD CONSTRAINT "ArticleEntity_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleEntity" ADD CONSTRAINT "ArticleEntity_entityId_fkey" FOREIGN KEY ("entityId") REFERENCES "Entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Story" ADD CONSTRAINT "Story_originalId_fkey" FOREIGN KEY ("originalId") REFERENCES "Article"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleFingerprint" ADD CONSTRAINT "ArticleFingerprint_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "IngestRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_documentId_fkey" FOREIGN KEY ("documentId") REFERENCES "Document"("id") ON DELETE SET NULL ON UPDATE CASCADE;
