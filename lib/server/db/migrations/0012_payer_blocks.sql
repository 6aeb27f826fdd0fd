CREATE TABLE "payer_blocks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"invoice_id" text NOT NULL,
	"terms" text[] NOT NULL,
	"reason" text NOT NULL,
	"blocked_at" timestamp (3) with time zone NOT NULL,
	"blocked_by" uuid NOT NULL,
	CONSTRAINT "payer_blocks_terms_unique" UNIQUE("terms")
);
--> statement-breakpoint
ALTER TABLE "payer_blocks" ADD CONSTRAINT "payer_blocks_blocked_by_people_id_fk" FOREIGN KEY ("blocked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;