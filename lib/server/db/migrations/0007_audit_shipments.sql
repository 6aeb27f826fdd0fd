CREATE TABLE "audit_shipments" (
	"sink" text PRIMARY KEY NOT NULL,
	"last_id" bigint NOT NULL,
	"claimed_until" timestamp (3) with time zone
);
