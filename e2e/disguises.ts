import { createHash } from "node:crypto";

/** Encodings in which bytes can contain a text. */

/** The text as it is, in base64 at any offset, in hex, in an address, in JSON, and in UTF-16. */
export function disguisesOf(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  const utf16 = Buffer.from(secret, "utf16le");
  const texts = [
    secret,
    hex,
    hex.toUpperCase(),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    ...[0, 1, 2].flatMap((shift) => base64Within(bytes, shift)),
  ];
  return [utf16, ...[...new Set(texts)].map((text) => Buffer.from(text))];
}

/** The stable part of the base64 of a longer text in which the bytes begin `shift` bytes after a group. */
function base64Within(bytes: Buffer, shift: number): string[] {
  const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
  const whole = padded.subarray(0, padded.length - (padded.length % 3));
  // The first group depends on the preceding bytes.
  const sure = whole.toString("base64").slice(shift === 0 ? 0 : 4);
  return [sure, sure.replaceAll("+", "-").replaceAll("/", "_")];
}

const SPACINGS = ["", " ", "-"];
const DIGESTS = ["md5", "sha1", "sha256", "sha512"];

/** Hashes of a card number with any spacing, as bytes, in hex and in base64 (P-04). */
export function digestsOf(cardNumber: string): Buffer[] {
  return SPACINGS.flatMap((space) => {
    const spaced = cardNumber.replace(/(.{4})(?=.)/g, `$1${space}`);
    return DIGESTS.flatMap((name) => {
      const digest = createHash(name).update(spaced).digest();
      const hex = digest.toString("hex");
      // Without the padding, which is optional.
      const base64 = [digest.toString("base64").replace(/=+$/, ""), digest.toString("base64url")];
      return [digest, ...[hex, hex.toUpperCase(), ...base64].map((text) => Buffer.from(text))];
    });
  });
}
