-- CreateEnum
CREATE TYPE "platform_role" AS ENUM ('administrator', 'curator');

-- CreateEnum
CREATE TYPE "organisation_role" AS ENUM ('manager', 'reviewer', 'editor', 'viewer');

-- CreateEnum
CREATE TYPE "api_key_scope" AS ENUM ('read', 'edit');

-- CreateEnum
CREATE TYPE "review_state" AS ENUM ('open', 'approved', 'published', 'returned', 'withdrawn', 'superseded');

-- CreateEnum
CREATE TYPE "problem_kind" AS ENUM ('wrong_number', 'no_answer', 'dead_link', 'not_helpful', 'closed');

-- CreateEnum
CREATE TYPE "problem_source" AS ENUM ('public', 'machine');

-- CreateEnum
CREATE TYPE "problem_state" AS ENUM ('open', 'accepted', 'dismissed');

-- CreateEnum
CREATE TYPE "reminder_stage" AS ENUM ('before_due', 'before_hidden');

-- CreateEnum
CREATE TYPE "claim_wish" AS ENUM ('this_is_us', 'remove_us');

-- CreateEnum
CREATE TYPE "claim_state" AS ENUM ('sent', 'confirmed', 'accepted', 'dismissed');

-- DropIndex
DROP INDEX "listing_organisation_id_idx";

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "contact_email" TEXT,
ADD COLUMN     "edits" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "countries" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "edits" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "kind" TEXT,
ADD COLUMN     "last_revision_id" UUID,
ADD COLUMN     "title" TEXT;

-- AlterTable
ALTER TABLE "guidance" ADD COLUMN     "edits" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "last_revision_id" UUID;

-- AlterTable
ALTER TABLE "verification" ADD COLUMN     "checklist" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "revision_id" UUID;

-- AlterTable
ALTER TABLE "audit_event" ADD COLUMN     "organisation_id" UUID;

-- CreateTable
CREATE TABLE "editor" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "name" TEXT NOT NULL,
    "image" TEXT,
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "platform_role" "platform_role",
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "editor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "editor_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" "organisation_role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation" (
    "id" UUID NOT NULL,
    "organisation_id" UUID,
    "role" "organisation_role",
    "platform_role" "platform_role",
    "email" TEXT NOT NULL,
    "token_digest" TEXT NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" UUID,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "scopes" "api_key_scope"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_on" DATE,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "review" (
    "id" UUID NOT NULL,
    "listing_id" UUID,
    "listing_revision_id" UUID,
    "guidance_id" UUID,
    "guidance_revision_id" UUID,
    "state" "review_state" NOT NULL DEFAULT 'open',
    "approvals_needed" INTEGER NOT NULL,
    "concerns" JSONB NOT NULL,
    "submitted_by" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "reason" TEXT,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "approval" (
    "review_id" UUID NOT NULL,
    "approved_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "approval_pkey" PRIMARY KEY ("review_id","approved_by")
);

-- CreateTable
CREATE TABLE "problem" (
    "id" UUID NOT NULL,
    "listing_id" UUID NOT NULL,
    "kind" "problem_kind" NOT NULL,
    "source" "problem_source" NOT NULL,
    "state" "problem_state" NOT NULL DEFAULT 'open',
    "count" INTEGER NOT NULL DEFAULT 1,
    "urgent_at" TIMESTAMPTZ(3),
    "detail" TEXT,
    "edits" INTEGER NOT NULL DEFAULT 0,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "reason" TEXT,

    CONSTRAINT "problem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_check" (
    "listing_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "status" INTEGER,
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "link_check_pkey" PRIMARY KEY ("listing_id","url")
);

-- CreateTable
CREATE TABLE "reminder" (
    "listing_id" UUID NOT NULL,
    "stage" "reminder_stage" NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("listing_id","stage","due")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" UUID NOT NULL,
    "organisation_id" UUID,
    "listing_id" UUID,
    "wish" "claim_wish" NOT NULL,
    "email" TEXT NOT NULL,
    "token_digest" TEXT NOT NULL,
    "state" "claim_state" NOT NULL DEFAULT 'sent',
    "edits" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "reason" TEXT,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "actor" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_digest" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("actor","key")
);

-- CreateIndex
CREATE UNIQUE INDEX "editor_email_key" ON "editor"("email");

-- CreateIndex
CREATE INDEX "membership_organisation_id_idx" ON "membership"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_editor_id_organisation_id_key" ON "membership"("editor_id", "organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "invitation_token_digest_key" ON "invitation"("token_digest");

-- CreateIndex
CREATE INDEX "invitation_organisation_id_idx" ON "invitation"("organisation_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_digest_key" ON "api_key"("digest");

-- CreateIndex
CREATE INDEX "api_key_organisation_id_idx" ON "api_key"("organisation_id");

-- CreateIndex
CREATE INDEX "review_listing_id_idx" ON "review"("listing_id");

-- CreateIndex
CREATE INDEX "review_guidance_id_idx" ON "review"("guidance_id");

-- CreateIndex
CREATE INDEX "problem_listing_id_idx" ON "problem"("listing_id");

-- CreateIndex
CREATE INDEX "link_check_checked_at_idx" ON "link_check"("checked_at");

-- CreateIndex
CREATE UNIQUE INDEX "claim_token_digest_key" ON "claim"("token_digest");

-- CreateIndex
CREATE INDEX "claim_organisation_id_idx" ON "claim"("organisation_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "listing_organisation_id_slug_idx" ON "listing"("organisation_id", "slug");

-- CreateIndex
CREATE INDEX "audit_event_organisation_id_id_idx" ON "audit_event"("organisation_id", "id");

-- AddForeignKey
ALTER TABLE "verification" ADD CONSTRAINT "verification_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "listing_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_editor_id_fkey" FOREIGN KEY ("editor_id") REFERENCES "editor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "editor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_listing_revision_id_fkey" FOREIGN KEY ("listing_revision_id") REFERENCES "listing_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_guidance_id_fkey" FOREIGN KEY ("guidance_id") REFERENCES "guidance"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review" ADD CONSTRAINT "review_guidance_revision_id_fkey" FOREIGN KEY ("guidance_revision_id") REFERENCES "guidance_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "approval" ADD CONSTRAINT "approval_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "problem" ADD CONSTRAINT "problem_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_check" ADD CONSTRAINT "link_check_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder" ADD CONSTRAINT "reminder_listing_id_fkey" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what a schema cannot say. tests/db/ tries to break each rule.

-- Columns for editors change without a directory version.

CREATE OR REPLACE FUNCTION "require_version_for_public_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- Columns that are not shown, or that are the version itself.
  hidden CONSTANT text[] := ARRAY['directory_version', 'created_at', 'updated_at', 'edits', 'last_revision_id', 'kind', 'countries', 'title'];
  before jsonb;
  after jsonb := CASE WHEN NEW."state" = 'published' THEN to_jsonb(NEW) - hidden END;
  same_version boolean := true;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW."id" <> OLD."id" OR NEW."slug" <> OLD."slug" THEN
      RAISE EXCEPTION 'id and slug of a % never change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    before := CASE WHEN OLD."state" = 'published' THEN to_jsonb(OLD) - hidden END;
    same_version := before IS NULL OR NEW."directory_version" IS NOT DISTINCT FROM OLD."directory_version";
  END IF;
  IF (before IS DISTINCT FROM after OR NOT same_version) AND NOT (
    "is_taken_here"(NEW."directory_version") AND EXISTS (
      SELECT FROM "directory_change"
      WHERE "version" = NEW."directory_version"
        AND "subject" = TG_TABLE_NAME::"change_subject"
        AND "subject_id" = NEW."id"::text
        AND "action" = (CASE WHEN after IS NULL THEN 'withdrawn' ELSE 'published' END)::"change_action"
    )
  ) THEN
    RAISE EXCEPTION 'a public change of a % takes the next directory version', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

-- What editors search by follows the last revision, whoever writes it.

CREATE FUNCTION "follow_listing_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "listing" SET
    "last_revision_id" = NEW."id",
    "kind" = NEW."content" ->> 'kind',
    "countries" = ARRAY(
      SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(NEW."content" -> 'countries') = 'array' THEN NEW."content" -> 'countries' ELSE '[]' END)
    ),
    "title" = NEW."content" -> 'officialName' ->> 'text'
  WHERE "id" = NEW."listing_id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "followed_by_listing" AFTER INSERT ON "listing_revision"
  FOR EACH ROW EXECUTE FUNCTION "follow_listing_revision"();

CREATE FUNCTION "follow_guidance_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "guidance" SET "last_revision_id" = NEW."id" WHERE "id" = NEW."guidance_id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "followed_by_guidance" AFTER INSERT ON "guidance_revision"
  FOR EACH ROW EXECUTE FUNCTION "follow_guidance_revision"();

UPDATE "listing" SET
  "last_revision_id" = last."id",
  "kind" = last."content" ->> 'kind',
  "countries" = ARRAY(
    SELECT jsonb_array_elements_text(CASE WHEN jsonb_typeof(last."content" -> 'countries') = 'array' THEN last."content" -> 'countries' ELSE '[]' END)
  ),
  "title" = last."content" -> 'officialName' ->> 'text'
FROM (SELECT DISTINCT ON ("listing_id") * FROM "listing_revision" ORDER BY "listing_id", "number" DESC) AS last
WHERE last."listing_id" = "listing"."id";

UPDATE "guidance" SET "last_revision_id" = last."id"
FROM (SELECT DISTINCT ON ("guidance_id") * FROM "guidance_revision" ORDER BY "guidance_id", "number" DESC) AS last
WHERE last."guidance_id" = "guidance"."id";

ALTER TABLE "listing"
  ADD CONSTRAINT "listing_last_revision_is_its_own" FOREIGN KEY ("id", "last_revision_id") REFERENCES "listing_revision" ("listing_id", "id");
ALTER TABLE "guidance"
  ADD CONSTRAINT "guidance_last_revision_is_its_own" FOREIGN KEY ("id", "last_revision_id") REFERENCES "guidance_revision" ("guidance_id", "id");

-- Editors look for listings by country, and by the queue of a state.

CREATE INDEX "listing_countries_idx" ON "listing" USING gin ("countries");
CREATE INDEX "listing_state_slug_idx" ON "listing" ("state", "slug");

-- A check says nothing about contacts that it did not look at: it counts for a revision whose contacts were all there.

ALTER TABLE "verification"
  ADD CONSTRAINT "verification_revision_is_of_listing" FOREIGN KEY ("listing_id", "revision_id") REFERENCES "listing_revision" ("listing_id", "id"),
  ADD CONSTRAINT "verification_checklist_is_object" CHECK (jsonb_typeof("checklist") = 'object');

CREATE FUNCTION "contacts_of"("content" jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_path_query_array("content", '$.channels[*].value')
$$;

CREATE OR REPLACE VIEW "published_listing" WITH (security_barrier) AS
SELECT
  listing."id",
  listing."slug",
  revision."number" AS "revision",
  revision."content" - ARRAY['sources', 'editorsNote'] AS "content",
  organisation."id" AS "organisation_id",
  organisation."slug" AS "organisation_slug",
  organisation."name" AS "organisation_name",
  organisation."url" AS "organisation_url",
  listing."published_at",
  listing."imported_at",
  listing."directory_version",
  (
    SELECT max(verification."checked_at")
    FROM "verification"
    LEFT JOIN "listing_revision" AS checked ON checked."id" = verification."revision_id"
    WHERE verification."listing_id" = listing."id"
      AND (checked."id" IS NULL OR checked."id" = revision."id" OR "contacts_of"(checked."content") @> "contacts_of"(revision."content"))
  ) AS "verified_at"
FROM "listing"
JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
LEFT JOIN "organisation" ON organisation."id" = listing."organisation_id"
WHERE listing."state" = 'published';

-- Four eyes. Nobody approves what is theirs, also not what a machine wrote with a key of theirs; and what a person or a machine of an
-- organisation wrote becomes public only after it was approved. A one-person installation says so in each transaction
-- (`directory.four_eyes`), because FOUR_EYES is a setting of the process.

ALTER TABLE "review"
  ADD CONSTRAINT "review_is_of_one_thing" CHECK (
    num_nonnulls("listing_revision_id", "guidance_revision_id") = 1
    AND ("listing_id" IS NULL) = ("listing_revision_id" IS NULL)
    AND ("guidance_id" IS NULL) = ("guidance_revision_id" IS NULL)
  ),
  ADD CONSTRAINT "review_listing_revision_is_its_own" FOREIGN KEY ("listing_id", "listing_revision_id") REFERENCES "listing_revision" ("listing_id", "id"),
  ADD CONSTRAINT "review_guidance_revision_is_its_own" FOREIGN KEY ("guidance_id", "guidance_revision_id") REFERENCES "guidance_revision" ("guidance_id", "id"),
  ADD CONSTRAINT "review_needs_somebody" CHECK ("approvals_needed" BETWEEN 1 AND 2),
  ADD CONSTRAINT "review_concerns_are_a_list" CHECK (jsonb_typeof("concerns") = 'array'),
  ADD CONSTRAINT "review_is_closed_or_not" CHECK (("state" IN ('open', 'approved')) = ("closed_at" IS NULL));

CREATE UNIQUE INDEX "review_one_at_a_time_listing" ON "review" ("listing_id") WHERE "state" IN ('open', 'approved');
CREATE UNIQUE INDEX "review_one_at_a_time_guidance" ON "review" ("guidance_id") WHERE "state" IN ('open', 'approved');

ALTER TABLE "approval" ADD CONSTRAINT "approval_is_by_a_person" CHECK ("approved_by" ~ '^editor:[0-9a-f-]{36}$');

CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "approval"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "history_stays" BEFORE DELETE OR TRUNCATE ON "review"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE FUNCTION "is_four_eyes"() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('directory.four_eyes', true), '') <> 'off'
$$;

CREATE FUNCTION "person_behind"("author" text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN "author" LIKE 'key:%' THEN (SELECT 'editor:' || "owner_id" FROM "api_key" WHERE 'key:' || "id" = "author")
    ELSE "author"
  END
$$;

CREATE FUNCTION "refuse_own_approval"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  author text;
BEGIN
  SELECT coalesce(listing_revision."author", guidance_revision."author") INTO author
  FROM "review"
  LEFT JOIN "listing_revision" ON listing_revision."id" = "review"."listing_revision_id"
  LEFT JOIN "guidance_revision" ON guidance_revision."id" = "review"."guidance_revision_id"
  WHERE "review"."id" = NEW."review_id" AND "review"."state" = 'open'
  FOR UPDATE OF "review";
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only an open review is approved' USING ERRCODE = 'check_violation';
  END IF;
  IF "is_four_eyes"() AND "person_behind"(author) IS NOT DISTINCT FROM NEW."approved_by" THEN
    RAISE EXCEPTION 'the author of a revision does not approve it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "four_eyes" BEFORE INSERT ON "approval" FOR EACH ROW EXECUTE FUNCTION "refuse_own_approval"();

CREATE FUNCTION "require_approvals"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."state" <> 'open' THEN
      RAISE EXCEPTION 'a review begins open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW."id", NEW."listing_revision_id", NEW."guidance_revision_id", NEW."approvals_needed", NEW."submitted_by")
    IS DISTINCT FROM (OLD."id", OLD."listing_revision_id", OLD."guidance_revision_id", OLD."approvals_needed", OLD."submitted_by")
  THEN
    RAISE EXCEPTION 'what is reviewed, and by how many, never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD."state" NOT IN ('open', 'approved') THEN
    RAISE EXCEPTION 'a closed review stays closed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."state" IN ('approved', 'published')
    AND (SELECT count(*) FROM "approval" WHERE "review_id" = NEW."id") < NEW."approvals_needed"
  THEN
    RAISE EXCEPTION 'a review is approved by as many people as it needs' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "approved_by_enough" BEFORE INSERT OR UPDATE ON "review" FOR EACH ROW EXECUTE FUNCTION "require_approvals"();

CREATE FUNCTION "require_review"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  author text;
BEGIN
  IF NEW."published_revision_id" IS NULL OR (TG_OP = 'UPDATE' AND NEW."published_revision_id" IS NOT DISTINCT FROM OLD."published_revision_id") THEN
    RETURN NEW;
  END IF;
  EXECUTE format('SELECT "author" FROM %I WHERE "id" = $1', TG_TABLE_NAME || '_revision') INTO author USING NEW."published_revision_id";
  IF author ~ '^(editor|key):' AND NOT EXISTS (
    SELECT FROM "review"
    WHERE coalesce("listing_revision_id", "guidance_revision_id") = NEW."published_revision_id" AND "state" = 'approved'
  ) THEN
    RAISE EXCEPTION 'a revision becomes public after it was approved' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "published_after_review" BEFORE INSERT OR UPDATE ON "listing" FOR EACH ROW EXECUTE FUNCTION "require_review"();
CREATE TRIGGER "published_after_review" BEFORE INSERT OR UPDATE ON "guidance" FOR EACH ROW EXECUTE FUNCTION "require_review"();

-- People, and what they may do.

ALTER TABLE "editor" ADD CONSTRAINT "editor_email_is_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "invitation"
  ADD CONSTRAINT "invitation_email_is_lower_case" CHECK ("email" = lower("email")),
  ADD CONSTRAINT "invitation_is_to_one_place" CHECK (
    ("organisation_id" IS NULL) = ("role" IS NULL) AND ("organisation_id" IS NULL) <> ("platform_role" IS NULL)
  ),
  ADD CONSTRAINT "invitation_ends_once" CHECK (num_nonnulls("accepted_at", "revoked_at") <= 1),
  ADD CONSTRAINT "invitation_is_accepted_by_somebody" CHECK (("accepted_at" IS NULL) = ("accepted_by" IS NULL));
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_may_do_something" CHECK (cardinality("scopes") > 0);

-- Reports are counted in one row until somebody looks at them.

CREATE UNIQUE INDEX "problem_one_open" ON "problem" ("listing_id", "kind", "source") WHERE "state" = 'open';
ALTER TABLE "problem"
  ADD CONSTRAINT "problem_is_counted" CHECK ("count" >= 1),
  ADD CONSTRAINT "problem_is_closed_or_not" CHECK (("state" = 'open') = ("closed_at" IS NULL)),
  ADD CONSTRAINT "problem_of_the_public_says_nothing_more" CHECK ("source" = 'machine' OR "detail" IS NULL);

ALTER TABLE "claim"
  ADD CONSTRAINT "claim_is_about_one_thing" CHECK (num_nonnulls("organisation_id", "listing_id") = 1),
  ADD CONSTRAINT "claim_listing_exists" FOREIGN KEY ("listing_id") REFERENCES "listing" ("id"),
  ADD CONSTRAINT "claim_email_is_lower_case" CHECK ("email" = lower("email"));
