-- CreateTable
CREATE TABLE "sign_in_session" (
    "id" UUID NOT NULL,
    "editor_id" UUID NOT NULL,
    "token_digest" TEXT NOT NULL,
    "second_factor_at" TIMESTAMPTZ(3),
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_account" (
    "id" UUID NOT NULL,
    "editor_id" UUID NOT NULL,
    "provider_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_token" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_second_factor" (
    "id" UUID NOT NULL,
    "editor_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_second_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_pace" (
    "key" TEXT NOT NULL,
    "attempts" DOUBLE PRECISION NOT NULL,
    "free_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_pace_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sign_in_secret" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "secret" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recovery" (
    "id" UUID NOT NULL,
    "editor_id" UUID NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_by" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "token_digest" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_session_token_digest_key" ON "sign_in_session"("token_digest");

-- CreateIndex
CREATE INDEX "sign_in_session_editor_id_idx" ON "sign_in_session"("editor_id");

-- CreateIndex
CREATE INDEX "sign_in_account_editor_id_idx" ON "sign_in_account"("editor_id");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_account_provider_id_account_id_key" ON "sign_in_account"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "sign_in_token_identifier_idx" ON "sign_in_token"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_second_factor_editor_id_key" ON "sign_in_second_factor"("editor_id");

-- CreateIndex
CREATE INDEX "sign_in_pace_expires_at_idx" ON "sign_in_pace"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "recovery_token_digest_key" ON "recovery"("token_digest");

-- CreateIndex
CREATE INDEX "recovery_editor_id_idx" ON "recovery"("editor_id");

-- AddForeignKey
ALTER TABLE "sign_in_session" ADD CONSTRAINT "sign_in_session_editor_id_fkey" FOREIGN KEY ("editor_id") REFERENCES "editor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_account" ADD CONSTRAINT "sign_in_account_editor_id_fkey" FOREIGN KEY ("editor_id") REFERENCES "editor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_second_factor" ADD CONSTRAINT "sign_in_second_factor_editor_id_fkey" FOREIGN KEY ("editor_id") REFERENCES "editor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recovery" ADD CONSTRAINT "recovery_editor_id_fkey" FOREIGN KEY ("editor_id") REFERENCES "editor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on by hand: what a schema cannot say. tests/identity/tables.test.ts tries to break each rule.

-- One secret, whichever node starts first, and it never changes: cookies and second factors depend on it.

ALTER TABLE "sign_in_secret" ADD CONSTRAINT "sign_in_secret_is_one" CHECK ("id" = 1);
CREATE TRIGGER "secret_stays" BEFORE UPDATE OR DELETE OR TRUNCATE ON "sign_in_secret"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Who is known by a password has one, and nobody else.

ALTER TABLE "sign_in_account"
  ADD CONSTRAINT "sign_in_account_password_is_of_credential" CHECK (("provider_id" = 'credential') = ("password" IS NOT NULL));

-- Somebody who was removed cannot sign in, whatever a request under way still believes.

CREATE FUNCTION "refuse_removed_editor"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM "editor" WHERE "id" = NEW."editor_id" AND "removed_at" IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a removed editor does not sign in' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "not_for_removed_editors" BEFORE INSERT ON "sign_in_session" FOR EACH ROW EXECUTE FUNCTION "refuse_removed_editor"();
CREATE TRIGGER "not_for_removed_editors" BEFORE INSERT ON "sign_in_account" FOR EACH ROW EXECUTE FUNCTION "refuse_removed_editor"();
CREATE TRIGGER "not_for_removed_editors" BEFORE INSERT ON "sign_in_second_factor" FOR EACH ROW EXECUTE FUNCTION "refuse_removed_editor"();

-- A recovery takes two people, neither of whom is the one who is recovered; an editor has one at a time.

ALTER TABLE "recovery"
  ADD CONSTRAINT "recovery_takes_two" CHECK ("confirmed_by" <> "asked_by"),
  ADD CONSTRAINT "recovery_is_for_somebody_else" CHECK (
    "asked_by" <> 'editor:' || "editor_id" AND ("confirmed_by" IS NULL OR "confirmed_by" <> 'editor:' || "editor_id")
  ),
  ADD CONSTRAINT "recovery_link_comes_with_confirmation" CHECK (
    ("confirmed_by" IS NULL) = ("confirmed_at" IS NULL) AND ("confirmed_by" IS NULL) = ("token_digest" IS NULL)
  ),
  ADD CONSTRAINT "recovery_is_used_once" CHECK ("used_at" IS NULL OR ("confirmed_at" IS NOT NULL AND "ended_at" IS NULL));

CREATE UNIQUE INDEX "recovery_one_at_a_time" ON "recovery" ("editor_id") WHERE "used_at" IS NULL AND "ended_at" IS NULL;
