-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "contacts_since" TIMESTAMPTZ(3);

-- From here on by hand. A listing that nobody has checked is served for a while after its contacts came, and not for a while after
-- its last comma: each publication would begin that time anew, and a corrected number of an old import would end it at once.

-- The same contact by another way of using it (a number that is called, and one that is texted) is another contact.

CREATE OR REPLACE FUNCTION "contacts_of"("content" jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(concat_ws(' ', channel ->> 'type', channel ->> 'value')), '[]')
  FROM jsonb_array_elements(CASE WHEN jsonb_typeof("content" -> 'channels') = 'array' THEN "content" -> 'channels' ELSE '[]' END) AS channel
$$;

CREATE OR REPLACE FUNCTION "require_version_for_public_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- Columns that are not shown, that follow from others, or that are the version itself.
  hidden CONSTANT text[] := ARRAY[
    'directory_version', 'created_at', 'updated_at', 'edits', 'last_revision_id', 'kind', 'countries', 'title', 'contacts_since'
  ];
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

-- Nobody else writes it: what a statement gives is put right here.

CREATE FUNCTION "keep_contacts_since"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before uuid := CASE WHEN TG_OP = 'UPDATE' THEN OLD."published_revision_id" END;
BEGIN
  IF before IS NULL OR (NEW."published_revision_id" = before AND NEW."imported_at" IS DISTINCT FROM OLD."imported_at") THEN
    NEW."contacts_since" := CASE WHEN NEW."published_revision_id" IS NOT NULL THEN coalesce(NEW."imported_at", NEW."published_at") END;
  ELSIF NEW."published_revision_id" IS NOT DISTINCT FROM before OR (
    SELECT "contacts_of"(older."content") @> "contacts_of"(newer."content")
    FROM "listing_revision" AS older, "listing_revision" AS newer
    WHERE older."id" = before AND newer."id" = NEW."published_revision_id"
  ) THEN
    NEW."contacts_since" := OLD."contacts_since";
  ELSE
    NEW."contacts_since" := NEW."published_at";
  END IF;
  RETURN NEW;
END
$$;

UPDATE "listing" SET "contacts_since" = coalesce("imported_at", "published_at") WHERE "published_revision_id" IS NOT NULL;

CREATE TRIGGER "contacts_have_their_time" BEFORE INSERT OR UPDATE ON "listing"
  FOR EACH ROW EXECUTE FUNCTION "keep_contacts_since"();

-- What copies of the directory count from, under the name that they know.

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
  listing."contacts_since" AS "imported_at",
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
