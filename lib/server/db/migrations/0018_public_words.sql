-- The index has other words now: the next start makes it anew from the observations.
TRUNCATE TABLE "payments";--> statement-breakpoint
DROP INDEX "payments_words";--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "words_public" text NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "words_personal" text NOT NULL;--> statement-breakpoint
CREATE INDEX "payments_words_public" ON "payments" USING gin ("words_public" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "payments_words_personal" ON "payments" USING gin ("words_personal" gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
ALTER TABLE "payments" DROP COLUMN "words";