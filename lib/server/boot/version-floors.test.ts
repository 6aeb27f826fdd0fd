import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  copiesIn,
  type Floors,
  faultsOf,
  floors,
  isSafe,
  nodeRefusal,
  nodeWarning,
} from "./version-floors.ts";

describe("a version", () => {
  test.each([
    ["24.22.1", true],
    ["24.22.0", false],
    ["24.21.9", false],
    ["v24.23.0", true],
    ["25.9.0", false],
    ["26.12.0", false],
    ["26.12.1", true],
    ["27.0.0", true],
    ["22.23.4", false],
    ["24.22.1-rc.1", false],
    ["24.22.2-rc.1", true],
    ["24.22.1+build", true],
    ["24.22", false],
    ["latest", false],
  ])("%s is compared with the floor of its major version: %s", (version, safe) => {
    expect(isSafe(version, ["24.22.1", "26.12.1"])).toBe(safe);
  });
});

describe("a lock file", () => {
  const reason = { advisory: "CVE-0000-1", what: "a hole" };
  const against: Floors = {
    floors: [{ package: "@scope/leaky", safeFrom: ["1.2.3"], ...reason }],
    forbidden: [{ package: "never", ...reason }],
  };
  const faults = (packages: Parameters<typeof copiesIn>[0]["packages"]) =>
    faultsOf(copiesIn({ packages }), against);

  test("without anything below its floor has no fault; the project itself is not checked", () => {
    expect(
      faults({
        "": { name: "never", version: "0.0.1" },
        "node_modules/@scope/leaky": { version: "1.2.3" },
        "node_modules/nevermore": { version: "1.0.0" },
        "node_modules/linked": {},
      }),
    ).toEqual([]);
  });

  test("is searched for every copy, however deep (V-01)", () => {
    expect(
      faults({
        "node_modules/@scope/leaky": { version: "1.2.4" },
        "node_modules/a/node_modules/b/node_modules/@scope/leaky": { version: "1.2.2" },
      }),
    ).toEqual([
      "node_modules/a/node_modules/b/node_modules/@scope/leaky: @scope/leaky 1.2.2 is below 1.2.3: a hole (CVE-0000-1)",
    ]);
  });

  test("may hold no forbidden package in any version, nor under another name", () => {
    expect(
      faults({
        "node_modules/x/node_modules/never": { version: "99.0.0" },
        "node_modules/sheet": { name: "never", version: "1.0.0" },
      }),
    ).toHaveLength(2);
  });
});

describe("the project's floors (V-01, P-51)", () => {
  test("name each package once, with versions that can be compared", () => {
    const names = [...floors.floors, ...floors.forbidden].map((one) => one.package);
    expect(new Set(names).size).toBe(names.length);
    for (const { safeFrom } of floors.floors) {
      for (const version of safeFrom) expect(isSafe(version, safeFrom)).toBe(true);
    }
  });

  test("warn of a Node below its floor", () => {
    expect(nodeWarning("v24.21.0")).toContain("24.22.1");
    expect(nodeWarning("v26.12.1")).toBeNull();
  });

  test("refuse such a Node beside the real bank, unless it is allowed by name (V-07)", () => {
    const real = { environment: "production", isAllowed: false };
    expect(nodeRefusal(real, "v24.21.0")).toMatch(/24\.22\.1.*ALLOW_UNSAFE_NODE=1/);
    expect(nodeRefusal({ ...real, isAllowed: true }, "v24.21.0")).toBeNull();
    expect(nodeRefusal({ ...real, environment: "test" }, "v24.21.0")).toBeNull();
    expect(nodeRefusal(real, "v24.22.1")).toBeNull();
  });
});

test("npm runs no install script (V-06)", () => {
  expect(readFileSync(".npmrc", "utf8").split("\n")).toContain("ignore-scripts=true");
});

describe("the lock file (V-04)", () => {
  const { packages } = z
    .object({
      packages: z.record(
        z.string(),
        z.object({
          integrity: z.string().optional(),
          resolved: z.string().optional(),
          inBundle: z.literal(true).optional(),
        }),
      ),
    })
    .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
  const installed = Object.entries(packages).filter(([place]) => place !== "");

  test("has the hash of every package and no address", () => {
    const without = installed.filter(
      ([, { integrity, inBundle }]) => !integrity?.startsWith("sha512-") && !inBundle,
    );
    expect(without).toEqual([]);
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });
});
