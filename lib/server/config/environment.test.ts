import { expect, test } from "vitest";
import { ODD_SECRETS } from "#testing/odd-secrets.ts";
import { EnvFileError, parseEnvFile } from "./environment.ts";

test.each(ODD_SECRETS)("the line SECRET=$line says $secret (P-25)", ({ secret, line }) => {
  const text = `\uFEFF# first\r\nBEFORE=1\r\n  export SECRET = ${line}  \r\nAFTER=2`;
  expect(parseEnvFile(text).values).toEqual({ BEFORE: "1", SECRET: secret, AFTER: "2" });
});

test("a comment begins at the start of a word, and the last line of a name counts", () => {
  const text = "A=1 # one\nB=#none\nC=\nD=x#y\nA=2\n   # E=3";
  expect(parseEnvFile(text)).toEqual({
    values: { A: "2", B: "", C: "", D: "x#y" },
    unquotedHashes: ["A", "B", "D"],
  });
});

test("a # in quotes is no doubt", () => {
  expect(parseEnvFile("A='x # y' # z\nB=\"#\"").unquotedHashes).toEqual([]);
});

test("lines that mean nothing are named, without their values", () => {
  const text = `GOOD=1\njust canary\nSECRET="canary\nOTHER='canary" # x`;
  expect(() => parseEnvFile(text)).toThrow(EnvFileError);
  expect(() => parseEnvFile(text)).toThrow(/line 2 .*\nline 3, SECRET: .*\nline 4, OTHER: /);
  expect(() => parseEnvFile(text)).not.toThrow(/canary/);
});
