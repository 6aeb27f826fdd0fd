import { generateKeyPairSync, sign } from "node:crypto";

// For tests: a self-signed certificate (RFC 5280, DER), generated so that the repository contains no
// key.

const SEQUENCE = 0x30;
const ECDSA_WITH_SHA256 = Buffer.from("300a06082a8648ce3d040302", "hex");

/** Key and certificate for 127.0.0.1, valid from 2020 to 2049. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(
    SEQUENCE,
    der(0x31, der(SEQUENCE, hex("0603550403"), der(0x0c, text("127.0.0.1")))),
  );
  const validity = der(
    SEQUENCE,
    der(0x17, text("200101000000Z")),
    der(0x17, text("490101000000Z")),
  );
  const spki = publicKey.export({ type: "spki", format: "der" });
  const body = der(SEQUENCE, hex("020101"), ECDSA_WITH_SHA256, name, validity, name, spki);
  const signature = Buffer.concat([hex("00"), sign("sha256", body, privateKey)]);
  const cert = der(SEQUENCE, body, ECDSA_WITH_SHA256, der(0x03, signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.toString("base64")}\n-----END CERTIFICATE-----\n`,
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function hex(digits: string): Buffer {
  return Buffer.from(digits, "hex");
}

function text(letters: string): Buffer {
  return Buffer.from(letters);
}
