CREATE TABLE "audit_head" (
	"is_only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" bigint NOT NULL,
	"hash" text NOT NULL,
	"key_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "id" DROP IDENTITY;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "audit_head" ADD CONSTRAINT "audit_head_is_only" CHECK ("is_only");--> statement-breakpoint
INSERT INTO "audit_head" ("id", "hash", "key_id") SELECT coalesce(max("id"), 0), '', '' FROM "audit";--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_complete" CHECK (
	"hash" IS NOT NULL
	AND ("event" NOT LIKE 'payment%' OR num_nulls("actor_id", "actor", "session_hash", "request_id") = 0)
	AND ("event" NOT LIKE 'payment.%' OR "resource" IS NOT NULL)
) NOT VALID;--> statement-breakpoint
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE TRIGGER "audit_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
ALTER TABLE "audit" ENABLE ALWAYS TRIGGER "audit_only_grows";--> statement-breakpoint
CREATE TRIGGER "audit_head_stays" BEFORE DELETE OR TRUNCATE ON "audit_head" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();--> statement-breakpoint
ALTER TABLE "audit_head" ENABLE ALWAYS TRIGGER "audit_head_stays";
