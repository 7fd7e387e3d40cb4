-- Whoever follows the directory reads only what changed since the version it has. So nothing that the public sees may change
-- without a version that the same transaction takes: not even under a version that is still the last one, because a copy may
-- have read that version already. tests/db/public-change.test.ts tries to break each of these rules.

-- A transaction keeps in mind the first version that it takes. PostgreSQL forgets the setting when the transaction or the
-- savepoint ends; the locked row of the head keeps every other transaction from taking a version meanwhile.

CREATE OR REPLACE FUNCTION "require_next_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."version" IS DISTINCT FROM OLD."version" + 1 THEN
    RAISE EXCEPTION 'the next directory version is %, not %', OLD."version" + 1, NEW."version" USING ERRCODE = 'check_violation';
  END IF;
  IF coalesce(current_setting('directory.first_version', true), '') = '' THEN
    PERFORM set_config('directory.first_version', NEW."version"::text, true);
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION "is_taken_here"("version" bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce("version" >= nullif(current_setting('directory.first_version', true), '')::bigint, false)
$$;

CREATE OR REPLACE FUNCTION "require_current_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT "is_taken_here"(NEW."version") OR NOT EXISTS (SELECT FROM "directory_head" WHERE "version" = NEW."version") THEN
    RAISE EXCEPTION 'a change belongs to the current directory version, which its own transaction took, not to %', NEW."version"
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

-- The version of what is public is also the mark by which a copy finds it again: it changes only as the rest does.

CREATE OR REPLACE FUNCTION "require_version_for_public_change"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- Columns that are not shown, or that are the version itself.
  hidden CONSTANT text[] := ARRAY['directory_version', 'created_at', 'updated_at'];
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

CREATE OR REPLACE FUNCTION "require_version_for_label_set"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW."locale" <> OLD."locale" THEN
    RAISE EXCEPTION 'the locale of a label set never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT "is_taken_here"(NEW."directory_version") OR NOT EXISTS (
    SELECT FROM "directory_change"
    WHERE "version" = NEW."directory_version"
      AND "subject" = 'label_set'
      AND "subject_id" = NEW."locale"
      AND "action" = 'published'
  ) THEN
    RAISE EXCEPTION 'a public change of a label set takes the next directory version' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;

-- Nobody can be told that the words of a language are gone, so they stay.

CREATE TRIGGER "public_stays" BEFORE DELETE OR TRUNCATE ON "label_set"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The public sees a listing together with who runs it and when it was last checked. Both checks wait for the end of the
-- transaction, so that it may change things in any order; and for whoever is publishing just now, because a listing that comes to
-- light at this moment would show what it had before. Where nothing is published, nothing is asked.

CREATE FUNCTION "require_version_for_organisation"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "wait_for_publishing"();
  IF EXISTS (
    SELECT FROM "listing" WHERE "organisation_id" = NEW."id" AND "state" = 'published' AND NOT "is_taken_here"("directory_version")
  ) THEN
    RAISE EXCEPTION 'a public change of an organisation takes the next directory version for each of its published listings'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION "require_version_for_verification"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM "wait_for_publishing"();
  IF EXISTS (
    SELECT FROM "listing" WHERE "id" = NEW."listing_id" AND "state" = 'published' AND NOT "is_taken_here"("directory_version")
  ) THEN
    RAISE EXCEPTION 'a verification of a published listing takes the next directory version for it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END
$$;

-- Whoever takes a version holds the row of the head until it commits.

CREATE FUNCTION "wait_for_publishing"() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('directory.first_version', true), '') = '' THEN
    PERFORM FROM "directory_head" FOR SHARE;
  END IF;
END
$$;

CREATE CONSTRAINT TRIGGER "public_change_has_version" AFTER UPDATE ON "organisation" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN ((OLD."id", OLD."slug", OLD."name", OLD."url") IS DISTINCT FROM (NEW."id", NEW."slug", NEW."name", NEW."url"))
  EXECUTE FUNCTION "require_version_for_organisation"();
CREATE CONSTRAINT TRIGGER "public_change_has_version" AFTER INSERT ON "verification" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION "require_version_for_verification"();
