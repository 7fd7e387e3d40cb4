-- What the database itself forbids, whatever the code says. tests/db/constraints.test.ts tries to break each.

-- An organisation is recognised by name and country; no country is a country here, too.
CREATE UNIQUE INDEX "organisation_name_country_key" ON "organisation" ("name", "country") NULLS NOT DISTINCT;

ALTER TABLE "organisation"
  ADD CONSTRAINT "organisation_slug_format" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT "organisation_country_format" CHECK ("country" ~ '^[A-Z]{2}$');

-- The public can only be shown a revision of the listing itself, never one of another listing.
ALTER TABLE "listing_revision"
  ADD CONSTRAINT "listing_revision_listing_id_id_key" UNIQUE ("listing_id", "id"),
  ADD CONSTRAINT "listing_revision_parent_of_same_listing" FOREIGN KEY ("listing_id", "parent_id") REFERENCES "listing_revision" ("listing_id", "id"),
  ADD CONSTRAINT "listing_revision_number_from_one" CHECK ("number" >= 1),
  ADD CONSTRAINT "listing_revision_first_has_no_parent" CHECK (("number" = 1) = ("parent_id" IS NULL)),
  ADD CONSTRAINT "listing_revision_content_is_object" CHECK (jsonb_typeof("content") = 'object');

ALTER TABLE "listing"
  ADD CONSTRAINT "listing_slug_format" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ADD CONSTRAINT "listing_published_revision_is_its_own" FOREIGN KEY ("id", "published_revision_id") REFERENCES "listing_revision" ("listing_id", "id"),
  ADD CONSTRAINT "listing_published_is_complete" CHECK (
    "state" NOT IN ('published', 'suspended')
    OR ("published_revision_id" IS NOT NULL AND "published_at" IS NOT NULL AND "directory_version" IS NOT NULL)
  ),
  ADD CONSTRAINT "listing_draft_points_nowhere" CHECK ("state" NOT IN ('draft', 'in_review') OR "published_revision_id" IS NULL);

ALTER TABLE "guidance_revision"
  ADD CONSTRAINT "guidance_revision_guidance_id_id_key" UNIQUE ("guidance_id", "id"),
  ADD CONSTRAINT "guidance_revision_parent_of_same_guidance" FOREIGN KEY ("guidance_id", "parent_id") REFERENCES "guidance_revision" ("guidance_id", "id"),
  ADD CONSTRAINT "guidance_revision_number_from_one" CHECK ("number" >= 1),
  ADD CONSTRAINT "guidance_revision_first_has_no_parent" CHECK (("number" = 1) = ("parent_id" IS NULL)),
  ADD CONSTRAINT "guidance_revision_content_is_object" CHECK (jsonb_typeof("content") = 'object');

ALTER TABLE "guidance"
  ADD CONSTRAINT "guidance_slug_format" CHECK ("slug" ~ '^[a-z0-9]+([._-][a-z0-9]+)*$'),
  ADD CONSTRAINT "guidance_published_revision_is_its_own" FOREIGN KEY ("id", "published_revision_id") REFERENCES "guidance_revision" ("guidance_id", "id"),
  ADD CONSTRAINT "guidance_published_is_complete" CHECK (
    "state" NOT IN ('published', 'suspended')
    OR ("published_revision_id" IS NOT NULL AND "published_at" IS NOT NULL AND "directory_version" IS NOT NULL)
  ),
  ADD CONSTRAINT "guidance_draft_points_nowhere" CHECK ("state" NOT IN ('draft', 'in_review') OR "published_revision_id" IS NULL);

ALTER TABLE "label_set"
  ADD CONSTRAINT "label_set_locale_format" CHECK ("locale" ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
  ADD CONSTRAINT "label_set_content_is_object" CHECK (jsonb_typeof("content") = 'object'),
  ADD CONSTRAINT "label_set_content_is_of_locale" CHECK ("content" ->> 'locale' IS NOT DISTINCT FROM "locale");

-- Some rows are only ever added.

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "listing_revision"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "guidance_revision"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "verification"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "directory_change"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_event"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Revisions of one listing count 1, 2, 3 without a gap. Two that count at the same time meet at the unique key.

CREATE FUNCTION "require_next_listing_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  expected integer := coalesce((SELECT max("number") FROM "listing_revision" WHERE "listing_id" = NEW."listing_id"), 0) + 1;
BEGIN
  IF NEW."number" > expected THEN
    RAISE EXCEPTION 'the next revision of this listing is %, not %', expected, NEW."number" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "number_without_gap" BEFORE INSERT ON "listing_revision"
  FOR EACH ROW EXECUTE FUNCTION "require_next_listing_revision"();

CREATE FUNCTION "require_next_guidance_revision"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  expected integer := coalesce((SELECT max("number") FROM "guidance_revision" WHERE "guidance_id" = NEW."guidance_id"), 0) + 1;
BEGIN
  IF NEW."number" > expected THEN
    RAISE EXCEPTION 'the next revision of this guidance is %, not %', expected, NEW."number" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "number_without_gap" BEFORE INSERT ON "guidance_revision"
  FOR EACH ROW EXECUTE FUNCTION "require_next_guidance_revision"();

-- The directory version: one row, one step at a time. Whoever takes a version holds the row until commit, so that versions
-- are without gaps and in the order of commits.

INSERT INTO "directory_head" ("id", "version") VALUES (1, 0);

ALTER TABLE "directory_head" ADD CONSTRAINT "directory_head_is_one_row" CHECK ("id" = 1);

CREATE FUNCTION "require_next_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."version" IS DISTINCT FROM OLD."version" + 1 THEN
    RAISE EXCEPTION 'the next directory version is %, not %', OLD."version" + 1, NEW."version" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "version_in_steps_of_one" BEFORE UPDATE ON "directory_head"
  FOR EACH ROW EXECUTE FUNCTION "require_next_version"();
CREATE TRIGGER "head_stays" BEFORE DELETE OR TRUNCATE ON "directory_head"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- A version that the head has not reached, or has left behind, cannot be given to a change.

CREATE FUNCTION "require_current_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "directory_head" WHERE "version" = NEW."version") THEN
    RAISE EXCEPTION 'a change belongs to the current directory version, not to %', NEW."version" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "version_is_current" BEFORE INSERT ON "directory_change"
  FOR EACH ROW EXECUTE FUNCTION "require_current_version"();

-- Identity stays, and what the public sees changes only together with a directory version that names the change: a copy that
-- follows the versions would otherwise miss it. Listing and guidance share this.

CREATE FUNCTION "require_version_for_public_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- Columns that are not shown, or that are the version itself.
  hidden CONSTANT text[] := ARRAY['directory_version', 'created_at', 'updated_at'];
  before jsonb;
  after jsonb := CASE WHEN NEW."state" = 'published' THEN to_jsonb(NEW) - hidden END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW."id" <> OLD."id" OR NEW."slug" <> OLD."slug" THEN
      RAISE EXCEPTION 'id and slug of a % never change', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    before := CASE WHEN OLD."state" = 'published' THEN to_jsonb(OLD) - hidden END;
  END IF;
  IF before IS DISTINCT FROM after AND NOT EXISTS (
    SELECT FROM "directory_change"
    JOIN "directory_head" ON "directory_head"."version" = "directory_change"."version"
    WHERE "directory_change"."version" = NEW."directory_version"
      AND "subject" = TG_TABLE_NAME::"change_subject"
      AND "subject_id" = NEW."id"::text
      AND "action" = (CASE WHEN after IS NULL THEN 'withdrawn' ELSE 'published' END)::"change_action"
  ) THEN
    RAISE EXCEPTION 'a public change of a % takes the next directory version', TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "public_change_has_version" BEFORE INSERT OR UPDATE ON "listing"
  FOR EACH ROW EXECUTE FUNCTION "require_version_for_public_change"();
CREATE TRIGGER "public_change_has_version" BEFORE INSERT OR UPDATE ON "guidance"
  FOR EACH ROW EXECUTE FUNCTION "require_version_for_public_change"();

CREATE FUNCTION "require_version_for_label_set"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "directory_change"
    JOIN "directory_head" ON "directory_head"."version" = "directory_change"."version"
    WHERE "directory_change"."version" = NEW."directory_version"
      AND "subject" = 'label_set'
      AND "subject_id" = NEW."locale"
      AND "action" = 'published'
  ) THEN
    RAISE EXCEPTION 'a public change of a label set takes the next directory version' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "public_change_has_version" BEFORE INSERT OR UPDATE ON "label_set"
  FOR EACH ROW EXECUTE FUNCTION "require_version_for_label_set"();

-- What was ever public leaves by being withdrawn, which has a version, and never by vanishing.

CREATE FUNCTION "refuse_delete_of_public"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."directory_version" IS NOT NULL THEN
    RAISE EXCEPTION 'a % that was public is retired, not deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER "public_stays" BEFORE DELETE ON "listing" FOR EACH ROW EXECUTE FUNCTION "refuse_delete_of_public"();
CREATE TRIGGER "public_stays" BEFORE DELETE ON "guidance" FOR EACH ROW EXECUTE FUNCTION "refuse_delete_of_public"();
