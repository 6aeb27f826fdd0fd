CREATE TABLE "process_runs" (
	"run" uuid PRIMARY KEY NOT NULL
);
