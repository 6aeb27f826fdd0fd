import { afterEach, expect, vi } from "vitest";

/**
 * Setup of every project: keeps the lines of the server's log instead of printing them. A test that
 * causes an error on purpose asserts it with `expectErrors`; any other error in the log fails the
 * test. (LOG_LEVEL is `error`, so that the log holds errors only.)
 */

const lines = vi.hoisted((): string[] => []);

vi.mock(import("pino"), async (importOriginal) => {
  const original = await importOriginal();
  const write = (line: string) => lines.push(line);
  const capturing: typeof original.default = Object.assign(
    (options: Parameters<typeof original.pino>[0]) => original.default(options, { write }),
    original.default,
  );
  return { ...original, default: capturing };
});

afterEach(() => {
  expect(lines.splice(0), "errors that the test does not expect").toEqual([]);
});

/**
 * Asserts that the server logged one error or more since the last call, each with such a message;
 * gives the lines.
 */
export function expectErrors(message: string): string[] {
  const logged = lines.splice(0);
  const messages = logged.map((line) => JSON.parse(line).msg);
  expect([...new Set(messages)]).toEqual([expect.stringContaining(message)]);
  return logged;
}
