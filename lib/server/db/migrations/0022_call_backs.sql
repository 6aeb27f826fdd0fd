CREATE TABLE "call_backs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"invoice_id" text NOT NULL,
	"service" text NOT NULL,
	"terminal" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"promised_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "call_backs" ADD CONSTRAINT "call_backs_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "call_backs_payment" ON "call_backs" USING btree ("environment","invoice_id","service","person_id");--> statement-breakpoint
CREATE INDEX "call_backs_person" ON "call_backs" USING btree ("person_id","due_at");--> statement-breakpoint
CREATE INDEX "call_backs_due" ON "call_backs" USING btree ("environment","due_at");--> statement-breakpoint
CREATE INDEX "call_backs_promised" ON "call_backs" USING btree ("promised_at");