-- Four eyes also on what came before the last revision: whoever brought a contact into a draft does not approve it because somebody else
-- mended a word on top of it.

-- The people from whom contacts of a revision are that the public does not see yet: those who wrote a revision since the one it sees in
-- which the contact was new. A contact is another one when it is dialled, printed or texted otherwise; a print or a keyword that was only
-- taken away makes it no other.
CREATE FUNCTION "contact_authors"("reviewed" uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT DISTINCT "person_behind"(revision."author")
  FROM "listing_revision" AS last
  JOIN "listing" ON listing."id" = last."listing_id"
  LEFT JOIN "listing_revision" AS shown ON shown."id" = listing."published_revision_id"
  JOIN "listing_revision" AS revision ON revision."listing_id" = last."listing_id"
    AND revision."number" > coalesce(shown."number", 0) AND revision."number" <= last."number"
  LEFT JOIN "listing_revision" AS parent ON parent."id" = revision."parent_id"
  WHERE last."id" = "reviewed" AND EXISTS (
    SELECT FROM jsonb_array_elements(revision."content" -> 'channels') AS channel
    CROSS JOIN LATERAL (
      SELECT jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
        'type', channel -> 'type', 'value', channel -> 'value', 'display', channel -> 'display', 'smsKeyword', channel -> 'smsKeyword'
      ))) AS "it"
    ) AS contact
    WHERE last."content" -> 'channels' @> contact."it"
      AND NOT coalesce(parent."content" -> 'channels' @> contact."it", false)
      AND NOT coalesce(shown."content" -> 'channels' @> contact."it", false)
  )
$$;

CREATE OR REPLACE FUNCTION "refuse_own_approval"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  author text;
  listing_revision_id uuid;
BEGIN
  SELECT coalesce(listing_revision."author", guidance_revision."author"), listing_revision."id" INTO author, listing_revision_id
  FROM "review"
  LEFT JOIN "listing_revision" ON listing_revision."id" = "review"."listing_revision_id"
  LEFT JOIN "guidance_revision" ON guidance_revision."id" = "review"."guidance_revision_id"
  WHERE "review"."id" = NEW."review_id" AND "review"."state" = 'open'
  FOR UPDATE OF "review";
  IF NOT FOUND THEN
    RAISE EXCEPTION 'only an open review is approved' USING ERRCODE = 'check_violation';
  END IF;
  IF "is_four_eyes"() AND (
    "person_behind"(author) IS NOT DISTINCT FROM NEW."approved_by"
    OR NEW."approved_by" IN (SELECT "contact_authors"(listing_revision_id))
  ) THEN
    RAISE EXCEPTION 'the author of a revision does not approve it' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
