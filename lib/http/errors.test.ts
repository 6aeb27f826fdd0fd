import { expect, test } from "vitest";
import { AppError, ERRORS, errorSchema } from "./errors.ts";

test("every code has a status of 4xx or 5xx", () => {
  for (const [code, status] of Object.entries(ERRORS)) {
    expect([code, Number.isInteger(status) && status >= 400 && status < 600]).toEqual([code, true]);
  }
});

test("the body has a code of the list and a reference, and nothing else (A-65)", () => {
  for (const error of Object.keys(ERRORS)) {
    const body = { error, reference: "ABCDEFGH23" };
    expect(errorSchema.parse({ ...body, cause: "secret" })).toEqual(body);
  }
  const wrong = [
    { error: "teapot", reference: "R" },
    { error: "toString", reference: "R" },
    { error: "failed" },
    { reference: "R" },
    {},
    null,
  ];
  expect(wrong.filter((body) => errorSchema.safeParse(body).success)).toEqual([]);
});

test("an error has its code, and a cause that is not serialized", () => {
  const cause = new Error("secret");
  const error = new AppError("failed", { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: "AppError", message: "failed", code: "failed" });
  expect(error.cause).toBe(cause);
  expect(JSON.stringify(error)).not.toContain("secret");
  expect(new AppError("not_found")).not.toHaveProperty("cause");
});
