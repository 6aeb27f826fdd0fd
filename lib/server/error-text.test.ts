import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { AppError } from "#lib/http/errors.ts";
import { people } from "#lib/server/db/schema/people.ts";
import { errorResponse } from "#lib/server/http/error-response.ts";
import { log } from "#lib/server/log.ts";
import { withDatabase } from "#testing/databases/test-database.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { messagesOf, toldError } from "./error-text.ts";

const CANARY = "canary@example.kz";

withDatabase("a failing statement", (db) => {
  const row = { email: CANARY, role: "clerk", createdAt: new Date() } as const;
  const failing: Record<string, [fail: () => Promise<unknown>, code: string]> = {
    "a value of the wrong kind": [() => db().execute(sql`select ${CANARY}::uuid`), "22P02"],
    "a value out of range": [() => db().execute(sql`select ${"9".repeat(30)}::int`), "22003"],
    "a value twice": [() => db().insert(people).values([row, row]), "23505"],
    "a row that a constraint refuses": [
      () => db().execute(sql`insert into people (email, role) values (${CANARY}, null)`),
      "23502",
    ],
    "a name that is not there": [() => db().execute(sql`select ${CANARY} from nowhere`), "42P01"],
    "a value in a transaction": [
      () => db().transaction((tx) => tx.execute(sql`select ${CANARY}::int`)),
      "22P02",
    ],
    // A stack repeats the message, and a value may look like a part of it.
    "a value that looks like a stack": [
      () => db().execute(sql`select ${`x\n    at ${CANARY}`}::int`),
      "22P02",
    ],
  };

  test.each(Object.entries(failing))(
    "%s: neither log nor answer holds a value (A-63)",
    async (_what, [fail, code]) => {
      const error: unknown = await fail().then(
        () => null,
        (reason: unknown) => reason,
      );
      const wrapped = new AppError("unavailable", { cause: error });
      for (const err of [error, wrapped, new AggregateError([error], "several")]) {
        log().error({ err }, "a statement failed");
        log().error(err, "a statement failed");
      }
      const lines = expectErrors("a statement failed");
      const answer = errorResponse(error, { request: new Request("http://127.0.0.1/api/x") });
      const said = [
        ...lines,
        ...expectErrors("request failed"),
        await answer.text(),
        JSON.stringify([...answer.headers]),
        messagesOf(error),
        messagesOf(wrapped),
      ].join("\n");
      expect(said).not.toMatch(/canary|9{30}/);
      expect(said).toContain(code);
      expect(toldError(error)).toMatchObject({
        code,
        query: expect.stringContaining("$1"),
        stack: expect.stringMatching(/^at /),
      });
    },
  );

  test("what names no value is told", async () => {
    const error = await db()
      .execute(sql`select from nowhere`)
      .catch((reason: unknown) => reason);
    expect(messagesOf(error)).toBe('A statement failed (42P01). relation "nowhere" does not exist');
  });
});

describe("another error", () => {
  test("keeps its message, code, stack and causes", () => {
    const error = new AppError("unavailable", { cause: new TypeError("no such thing") });
    expect(toldError(error)).toMatchObject({
      type: "AppError",
      code: "unavailable",
      stack: expect.stringMatching(/^at /),
      cause: { type: "TypeError", message: "no such thing" },
    });
    expect(messagesOf(error)).toBe(`${error.message}\nno such thing`);
  });

  test("may be none, or its own cause", () => {
    expect(toldError("text")).toEqual({ type: "string", message: "text" });
    const error = new Error("round");
    error.cause = error;
    expect(messagesOf(error).split("\n")).toHaveLength(6);
  });
});
