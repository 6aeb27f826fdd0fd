import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { AppError, type ErrorCode } from "#lib/http/errors.ts";
import { expectErrors } from "#testing/vitest/error-log.ts";
import { errorResponse } from "../error-response.ts";

const request = new Request("http://localhost:3000/api/views");
const fault = (code: string) =>
  new DrizzleQueryError(
    "select 1",
    [],
    Object.assign(new Error(code), { code, severity: "ERROR" }),
  );

test.each<[string, unknown, number, ErrorCode]>([
  ["a held lock", fault("55P03"), 503, "unavailable"],
  ["an end by the administrator", fault("57P01"), 503, "unavailable"],
  ["a full disk", fault("53100"), 503, "unavailable"],
  ["a broken rule of the tables", fault("23505"), 500, "failed"],
  ["any other error", new Error("mine"), 500, "failed"],
])("%s is answered with its status", async (_name, error, status, code) => {
  const answer = errorResponse(error, { request });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: code });
  expect(answer.headers.has("retry-after")).toBe(status === 503);
  expectErrors(code === "failed" ? "request failed" : "the database is not available");
});

test("whatever is not available says when to try again, and a rate limit its own time", () => {
  const secondsOf = (error: AppError) =>
    errorResponse(error, { request }).headers.get("retry-after");
  expect(Number(secondsOf(new AppError("unavailable")))).toBeGreaterThan(0);
  expect(secondsOf(new AppError("too_many", { retryAfter: 37 }))).toBe("37");
});
