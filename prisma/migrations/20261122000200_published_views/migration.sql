-- The only doors through which the public side reads. A view runs with the rights of its owner, so the role that reads it needs
-- no right on any table; `security_barrier` keeps a cheap condition of the reader from seeing a row before the view's own filter.

CREATE VIEW "published_directory" AS
SELECT
  head."version",
  coalesce((SELECT max("at") FROM "directory_change" WHERE "directory_change"."version" = head."version"), 'epoch') AS "changed_at"
FROM "directory_head" AS head;

CREATE VIEW "published_listing" WITH (security_barrier) AS
SELECT
  listing."id",
  listing."slug",
  revision."number" AS "revision",
  revision."content" - 'sources' - 'editorsNote' AS "content",
  organisation."id" AS "organisation_id",
  organisation."slug" AS "organisation_slug",
  organisation."name" AS "organisation_name",
  organisation."url" AS "organisation_url",
  listing."published_at",
  listing."imported_at",
  listing."directory_version",
  (SELECT max(verification."checked_at") FROM "verification" WHERE verification."listing_id" = listing."id") AS "verified_at"
FROM "listing"
JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
LEFT JOIN "organisation" ON organisation."id" = listing."organisation_id"
WHERE listing."state" = 'published';

CREATE VIEW "published_guidance" WITH (security_barrier) AS
SELECT
  guidance."id",
  guidance."slug",
  revision."number" AS "revision",
  revision."content" - 'sources' - 'editorsNote' AS "content",
  guidance."published_at",
  guidance."directory_version"
FROM "guidance"
JOIN "guidance_revision" AS revision ON revision."id" = guidance."published_revision_id"
WHERE guidance."state" = 'published';

CREATE VIEW "published_label_set" AS
SELECT "locale", "content", "directory_version", "updated_at" FROM "label_set";

-- The role can read these four and nothing else. Where this login may not create roles, an administrator of the server makes a
-- login for reading, grants it the same, and LOOKUP_DATABASE_URL names it.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'directory_lookup') THEN
    BEGIN
      CREATE ROLE directory_lookup NOLOGIN;
    EXCEPTION
      -- Another database of this server is being migrated at the same moment.
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'This login may not create the role directory_lookup. Let LOOKUP_DATABASE_URL name a login that can only read the published_* views.';
        RETURN;
    END;
  END IF;

  GRANT USAGE ON SCHEMA public TO directory_lookup;
  GRANT SELECT ON published_directory, published_listing, published_guidance, published_label_set TO directory_lookup;

  -- Since PostgreSQL 16 whoever creates a role may administer it, but not switch to it without this. A superuser always may.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    BEGIN
      GRANT directory_lookup TO CURRENT_USER;
    EXCEPTION
      WHEN insufficient_privilege THEN
        RAISE NOTICE 'This login may not switch to the role directory_lookup, which somebody else created. Let LOOKUP_DATABASE_URL name a login that can read the published_* views.';
    END;
  END IF;
END
$$;
