-- A pending app belongs to the session that began it, which earlier rows do not name.
DELETE FROM "factors" WHERE "confirmed_at" IS NULL;--> statement-breakpoint
CREATE TABLE "wrong_codes" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"locks" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "notices" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proven_act" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proven_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "wrong_proofs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "pending_secret" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "pending_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "other_browser" text;