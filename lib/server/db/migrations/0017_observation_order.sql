-- Existing rows get their numbers in the order of their places, so that has to be the order of their times.
SET LOCAL synchronize_seqscans = off;--> statement-breakpoint
CLUSTER "observations" USING "observations_checked_at";--> statement-breakpoint
DROP INDEX "observations_invoice";--> statement-breakpoint
ALTER TABLE "observations" ADD COLUMN "number" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "observations_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
CREATE INDEX "observations_invoice" ON "observations" USING btree ("environment","invoice_id","service","terminal","number");