import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseEnvFile } from "#lib/server/config/environment.ts";
import { SETTING_ROWS } from "#lib/server/config/settings-table.ts";
import { read } from "#testing/settings.ts";
import { madeDocuments } from "./documents.ts";
import { envExample, settingsPage } from "./settings.ts";

test.each(madeDocuments())("$path is up to date (else: npm run docs)", ({ path, text }) => {
  expect(readFileSync(path, "utf8")).toBe(text);
});

test("the table of practice numbers has its place", () => {
  expect(madeDocuments()).toHaveLength(3);
});

test("both lists name every setting once", () => {
  for (const { name } of SETTING_ROWS) {
    expect(envExample().match(new RegExp(`^#?${name}=`, "gm")), name).toHaveLength(1);
    expect(settingsPage().match(new RegExp(`^\\| \`${name}\``, "gm")), name).toHaveLength(1);
  }
});

test("the example names a file before each secret, and shows quotes", () => {
  expect(envExample()).toMatch(/NAME_FILE=\/path.*NAME='a #b'/s);
  for (const { name } of SETTING_ROWS.filter(({ secret }) => secret)) {
    expect(envExample()).toMatch(new RegExp(`^#${name}_FILE=/run/secrets/\\S+\n#?${name}=`, "m"));
  }
});

test("each setting has a meaning of its own", () => {
  expect(new Set(SETTING_ROWS.map(({ meaning }) => meaning)).size).toBe(SETTING_ROWS.length);
});

test("a line of the example with a default says what counts without it", () => {
  // One setting of single sign-on asks for the others.
  const presets = SETTING_ROWS.filter((row) => row.default !== null && row.group !== "oidc");
  const lines = presets.map(
    ({ name }) => new RegExp(`^#(${name}=.*)$`, "m").exec(envExample())?.[1],
  );
  expect(read(parseEnvFile(lines.join("\n")).values)).toEqual({
    ...read(),
    epay: { ...read().epay, clientSecret: expect.any(Function) },
  });
});
