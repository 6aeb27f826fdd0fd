import { Secret } from "otpauth";
import { describe, expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";
import { codeAt, matchingStep, newTotpSecret } from "./totp.ts";

const STEP = 30_000;

describe("codes", () => {
  const secret = Secret.fromLatin1("12345678901234567890").base32;

  test.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("at second %i equal those of RFC 6238, appendix B", (second, code) => {
    expect(codeAt(secret, Math.floor(second / 30))).toBe(code.slice(-6));
  });

  test.each([
    [-1, null],
    [0, 1_000],
    [29_999, 1_000],
    [30_000, 1_000],
    [39_900, 1_000],
    [40_000, 1_000],
    [40_100, null],
    [70_000, null],
  ])(
    "are valid from the start of their step to ten seconds after its end: %i ms",
    (offset, step) => {
      expect(matchingStep(secret, codeAt(secret, 1_000), 1_000 * STEP + offset)).toBe(step);
    },
  );

  test("are made from different secrets of 160 bits", () => {
    const secrets = Array.from({ length: 100 }, newTotpSecret);
    expect(new Set(secrets).size).toBe(100);
    for (const each of secrets) expect(each).toMatch(/^[A-Z2-7]{32}$/);
  });

  test("have a QR code of one path with a quiet zone", () => {
    const { size, path } = qrPath("otpauth://totp/x");
    expect(path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
    expect(path.startsWith("M4 4h7v1h-7z")).toBe(true);
    expect(size).toBe(25 + 8);
  });
});
