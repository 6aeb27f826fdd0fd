CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "choices" (
	"environment" text NOT NULL,
	"term" text NOT NULL,
	CONSTRAINT "choices_environment_term_pk" PRIMARY KEY("environment","term")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "payments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"environment" text NOT NULL,
	"terminal" text NOT NULL,
	"service" text NOT NULL,
	"invoice_id" text NOT NULL,
	"bank_id" text NOT NULL,
	"observation_id" uuid NOT NULL,
	"looked_at" timestamp (3) with time zone NOT NULL,
	"paid_at" timestamp (3) with time zone NOT NULL,
	"amount" bigint NOT NULL,
	"terms" text[] NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "observations_invoice";--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_observation_id_observations_id_fk" FOREIGN KEY ("observation_id") REFERENCES "public"."observations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payments_attempt" ON "payments" USING btree ("invoice_id" text_pattern_ops,"environment","terminal","service","bank_id");--> statement-breakpoint
CREATE INDEX "payments_looked_at" ON "payments" USING btree ("environment","looked_at","id");--> statement-breakpoint
CREATE INDEX "payments_paid_at" ON "payments" USING btree ("environment","paid_at","id");--> statement-breakpoint
CREATE INDEX "payments_amount" ON "payments" USING btree ("environment","amount","id");--> statement-breakpoint
CREATE INDEX "payments_observation" ON "payments" USING btree ("observation_id");--> statement-breakpoint
CREATE INDEX "payments_terms" ON "payments" USING gin ("terms") WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "payments_words" ON "payments" USING gin ("words" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_name" ON "saved_views" USING btree ("person_id","name");--> statement-breakpoint
CREATE INDEX "observations_invoice" ON "observations" USING btree ("environment","invoice_id","service","terminal","checked_at");