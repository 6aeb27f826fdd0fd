CREATE TABLE "bank_findings" (
	"origin" text PRIMARY KEY NOT NULL,
	"silent_since" timestamp (3) with time zone,
	"found_at" timestamp (3) with time zone NOT NULL
);
