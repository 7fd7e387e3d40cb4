-- The same views: what is not for the public is taken out in one pass, where two made each content twice. A whole reading of the
-- directory takes a fifth less of the database.

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
  (SELECT max(verification."checked_at") FROM "verification" WHERE verification."listing_id" = listing."id") AS "verified_at"
FROM "listing"
JOIN "listing_revision" AS revision ON revision."id" = listing."published_revision_id"
LEFT JOIN "organisation" ON organisation."id" = listing."organisation_id"
WHERE listing."state" = 'published';

CREATE OR REPLACE VIEW "published_guidance" WITH (security_barrier) AS
SELECT
  guidance."id",
  guidance."slug",
  revision."number" AS "revision",
  revision."content" - ARRAY['sources', 'editorsNote'] AS "content",
  guidance."published_at",
  guidance."directory_version"
FROM "guidance"
JOIN "guidance_revision" AS revision ON revision."id" = guidance."published_revision_id"
WHERE guidance."state" = 'published';
