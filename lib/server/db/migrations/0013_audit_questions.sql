DROP INDEX "audit_at";--> statement-breakpoint
DROP INDEX "audit_actor";--> statement-breakpoint
DROP INDEX "audit_refused";--> statement-breakpoint
CREATE INDEX "audit_day" ON "audit" USING btree ((("at" at time zone 'UTC')::date),"id");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor","id","event");--> statement-breakpoint
CREATE INDEX "audit_refused" ON "audit" USING btree ("success","id","actor","event") WHERE not success;