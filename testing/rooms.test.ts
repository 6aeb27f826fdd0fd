import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { circlesIn, faultsIn, readImports, roomOf, unusedDoors } from "./import-rules.ts";
import { ROOMS } from "./rooms.ts";

const imports = readImports();

describe("the rooms", () => {
  test("import only rooms below them, and only through their doors", () => {
    expect(imports.size).toBeGreaterThan(300);
    expect(faultsIn(imports)).toEqual([]);
  });

  test("have no door that nobody uses, and none is listed that does not exist", () => {
    const rooms = new Set([...imports.keys()].map(roomOf));
    expect(Object.keys(ROOMS).filter((room) => !rooms.has(room))).toEqual([]);
    expect(unusedDoors(imports)).toEqual([]);
  });

  test("hold no files that import each other in a circle", () => {
    expect(circlesIn(imports)).toEqual([]);
  });
});

describe("a wrong import that is planted", () => {
  const server = (file: string) => `lib/server/${file}.ts`;
  test.each([
    [server("payment-list/queries"), server("shares/links"), "payment-list must not import shares"],
    [server("people/sessions"), server("observations/redact"), "people must not import"],
    [server("epay/client"), server("db/client"), "epay must not import db"],
    [server("audit/record"), server("http/body"), "audit must not import http, which is not below"],
    [server("look-up/look-up"), server("epay/http/transport"), "it is no door of epay"],
    ["components/ui/button.ts", server("config/settings"), "components/ui must not import config"],
    ["components/ui/button.ts", "app/layout.tsx", "components/ui must not import app"],
    ["lib/payment/verdict.ts", server("actor"), "lib/payment must not import actor"],
    ["lib/card/brand.ts", "lib/payment/payment.ts", "lib/card must not import lib/payment"],
    [server("http/body"), "lib/commands/demo.ts", "http must not import commands"],
    ["lib/practice-bank/server.ts", server("epay/client"), "practice-bank must not import epay"],
    ["lib/money/money.ts", "node:fs", "runs in the browser"],
    [server("epay/client"), "next/headers", "library of its own"],
    ["lib/drawer/thing.ts", "zod", "is in no room"],
  ])("%s -> %s fails in words", (file, target, words) => {
    expect(faultsIn(new Map([[file, [target]]]))).toEqual([expect.stringContaining(words)]);
  });

  test("is found in a circle of two files, too", () => {
    const circle = new Map([
      ["lib/card/a.ts", ["lib/card/b.ts"]],
      ["lib/card/b.ts", ["lib/card/a.ts"]],
    ]);
    expect(circlesIn(circle)).toEqual(["lib/card/a.ts -> lib/card/b.ts -> lib/card/a.ts"]);
  });
});

describe("the folders", () => {
  const MOST_FILES = 15;
  const MOST_LINES = 300;
  const folders = ["lib", "components"].flatMap((place) => [
    place,
    ...readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ parentPath, name }) => path.join(parentPath, name)),
  ]);
  const filesIn = (folder: string) =>
    readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());

  test(`hold at most ${MOST_FILES} files each, besides their folders`, () => {
    // Migrations stay for ever, one file each.
    const crowded = folders.filter(
      (folder) => !folder.includes("db/migrations") && filesIn(folder).length > MOST_FILES,
    );
    expect(crowded).toEqual([]);
  });

  test(`hold no source of more than ${MOST_LINES} lines`, () => {
    const sources = folders.flatMap((folder) =>
      filesIn(folder).map(({ name }) => path.join(folder, name)),
    );
    const long = sources.filter(
      (file) =>
        /\.tsx?$/.test(file) && readFileSync(file, "utf8").split("\n").length - 1 > MOST_LINES,
    );
    expect(long).toEqual([]);
  });
});
