-- CreateEnum
CREATE TYPE "publication_state" AS ENUM ('draft', 'in_review', 'published', 'suspended', 'retired');

-- CreateEnum
CREATE TYPE "verification_method" AS ENUM ('dialled', 'official_page', 'provider_confirmed');

-- CreateEnum
CREATE TYPE "change_subject" AS ENUM ('listing', 'guidance', 'label_set');

-- CreateEnum
CREATE TYPE "change_action" AS ENUM ('published', 'withdrawn');

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "country" CHAR(2),
    "url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listing" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "organisation_id" UUID,
    "state" "publication_state" NOT NULL,
    "published_revision_id" UUID,
    "published_at" TIMESTAMPTZ(3),
    "imported_at" TIMESTAMPTZ(3),
    "directory_version" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "listing_revision" (
    "id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "parent_id" UUID,
    "content" JSONB NOT NULL,
    "author" TEXT NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "listing_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guidance" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "state" "publication_state" NOT NULL,
    "published_revision_id" UUID,
    "published_at" TIMESTAMPTZ(3),
    "directory_version" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guidance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guidance_revision" (
    "id" UUID NOT NULL,
    "guidance_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "parent_id" UUID,
    "content" JSONB NOT NULL,
    "author" TEXT NOT NULL,
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guidance_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "label_set" (
    "locale" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "directory_version" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "label_set_pkey" PRIMARY KEY ("locale")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "method" "verification_method" NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_by" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "version" BIGINT NOT NULL,

    CONSTRAINT "directory_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "directory_change" (
    "version" BIGINT NOT NULL,
    "subject" "change_subject" NOT NULL,
    "subject_id" TEXT NOT NULL,
    "action" "change_action" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "directory_change_pkey" PRIMARY KEY ("version","subject","subject_id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_slug_key" ON "organisation"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "listing_slug_key" ON "listing"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "listing_published_revision_id_key" ON "listing"("published_revision_id");

-- CreateIndex
CREATE INDEX "listing_organisation_id_idx" ON "listing"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "listing_revision_listing_id_number_key" ON "listing_revision"("listing_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "guidance_slug_key" ON "guidance"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "guidance_published_revision_id_key" ON "guidance"("published_revision_id");

-- CreateIndex
CREATE UNIQUE INDEX "guidance_revision_guidance_id_number_key" ON "guidance_revision"("guidance_id", "number");

-- CreateIndex
CREATE INDEX "verification_listing_id_checked_at_idx" ON "verification"("listing_id", "checked_at");

-- CreateIndex
CREATE INDEX "audit_event_subject_subject_id_idx" ON "audit_event"("subject", "subject_id");

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_published_revision_id_fkey" FOREIGN KEY ("published_revision_id") REFERENCES "listing_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_revision" ADD CONSTRAINT "listing_revision_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "listing_revision" ADD CONSTRAINT "listing_revision_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "listing_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guidance" ADD CONSTRAINT "guidance_published_revision_id_fkey" FOREIGN KEY ("published_revision_id") REFERENCES "guidance_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guidance_revision" ADD CONSTRAINT "guidance_revision_guidance_id_fkey" FOREIGN KEY ("guidance_id") REFERENCES "guidance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guidance_revision" ADD CONSTRAINT "guidance_revision_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "guidance_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
