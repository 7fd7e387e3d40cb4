-- What a copy of the published directory needs to follow it: to find what changed since the version it has, and to hear of the next.

-- CreateIndex
CREATE INDEX "listing_directory_version_idx" ON "listing"("directory_version");

-- CreateIndex
CREATE INDEX "guidance_directory_version_idx" ON "guidance"("directory_version");

-- PostgreSQL delivers a notification when its transaction commits, in the order of commits, and never when it is rolled back.

CREATE FUNCTION "announce_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('directory_version', NEW."version"::text);
  RETURN NULL;
END
$$;
CREATE TRIGGER "version_is_announced" AFTER UPDATE ON "directory_head"
  FOR EACH ROW EXECUTE FUNCTION "announce_version"();

-- All changes of a version are made at one time, and a version may have a hundred thousand of them: the first tells, where the
-- greatest had to be looked for each second.

CREATE OR REPLACE VIEW "published_directory" AS
SELECT
  head."version",
  coalesce(
    (SELECT "at"::timestamptz FROM "directory_change" WHERE "directory_change"."version" = head."version" ORDER BY "subject", "subject_id" LIMIT 1),
    'epoch'
  ) AS "changed_at"
FROM "directory_head" AS head;

-- Names what each version changed, without content: what was withdrawn was public once.

CREATE VIEW "published_change" AS
SELECT "version", "subject", "subject_id", "action", "at" FROM "directory_change";

-- Whoever reads the other views reads this one: the role, and logins that an administrator made for reading.

DO $$
DECLARE
  reader record;
BEGIN
  FOR reader IN
    SELECT DISTINCT pg_roles.rolname AS name
    FROM pg_class, aclexplode(pg_class.relacl) AS granted
    JOIN pg_roles ON pg_roles.oid = granted.grantee
    WHERE pg_class.oid = 'published_listing'::regclass AND granted.privilege_type = 'SELECT'
  LOOP
    EXECUTE format('GRANT SELECT ON published_change TO %I', reader.name);
  END LOOP;
END
$$;
