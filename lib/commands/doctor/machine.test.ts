import { expect, test } from "vitest";
import { parseEnvFile } from "#lib/server/config/environment.ts";
import { doubtfulValues, zoneFault } from "./machine.ts";

test("this Node.js knows the time of Kazakhstan, and one that does not is told", () => {
  expect(zoneFault()).toBeNull();
  expect(zoneFault("Asia/Omsk")).toMatch(/Asia\/Omsk at GMT\+06:00 .* GMT\+05:00: .*2024a/);
});

test("an unquoted # of .env is doubted, and so are quotes that the environment gave", () => {
  const file = parseEnvFile(
    "HASH=canary#1\nCUT=canary #1\nQUOTED='canary#1'\nWHOLE=canary\nFREE=#\n",
  );
  const env = { ...file.values, GIVEN: '"canary"', OTHER: "'canary", WHOLE: "`canary`" };
  const names = ["HASH", "CUT", "QUOTED", "WHOLE", "GIVEN", "OTHER", "MISSING"];
  const doubts = doubtfulValues(names, env, file);
  expect(doubts.map((doubt) => doubt.split(":")[0])).toEqual(["HASH", "CUT", "WHOLE", "GIVEN"]);
  expect(doubts.join()).not.toContain("canary");
});
