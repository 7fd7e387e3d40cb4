-- AlterTable
ALTER TABLE "problem" ADD COLUMN     "told_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "link_check" ADD COLUMN     "moved_to" TEXT;

-- Problems, claims and link checks are looked for by what is to be done with them.

CREATE INDEX "problem_state_idx" ON "problem" ("state", "urgent_at");
CREATE INDEX "claim_state_idx" ON "claim" ("state");

-- A claim that an organisation's own people confirmed is answered by somebody, and what was never confirmed is closed by nobody.

ALTER TABLE "claim"
  ADD CONSTRAINT "claim_is_closed_or_not" CHECK (("state" IN ('accepted', 'dismissed')) = ("closed_at" IS NOT NULL)),
  ADD CONSTRAINT "claim_is_confirmed_before" CHECK ("state" = 'sent' OR "confirmed_at" IS NOT NULL);
