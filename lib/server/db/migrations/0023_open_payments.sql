-- Payments that are in the index already get the term that new ones get (lib/list/search-index.ts).
UPDATE "payments" SET "terms" = array_append("terms", 'check:amounts') FROM "observations"
WHERE "observations"."id" = "payments"."observation_id"
	AND jsonb_path_exists("observations"."answer", '$.flags[*].code ? (@ == "sums_do_not_add_up" || @ == "refund_sums_unclear" || @ == "refund_remainder_unexpected" || @ == "charge_with_refund_sums")');--> statement-breakpoint
CREATE INDEX "payments_open" ON "payments" USING btree ("environment","paid_at","id") WHERE "payments"."terms" && array['finality:waiting', 'finality:moving', 'finality:may_change', 'check:amounts'];