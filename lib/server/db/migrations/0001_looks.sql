ALTER TABLE "observations" ADD COLUMN "by_timer" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "revealed" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_resource" ON "audit" USING btree ("resource","id");--> statement-breakpoint
CREATE INDEX "observations_checked_at" ON "observations" USING btree ("checked_at");