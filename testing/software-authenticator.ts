import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { RelyingParty } from "#lib/server/auth/passkeys/relying-party.ts";

/** For tests: an authenticator and its browser (WebAuthn 6), whose answers can be forged. */

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const ATTESTED = 0x40;

type Cbor = Parameters<typeof isoCBOR.encode>[0];

/** The parts of an honest answer, each of which can be forged. */
export interface Answer {
  origin: string;
  rpId: string;
  challenge: string;
  type: string;
  flags: number;
  counter: number;
  credentialId: string;
  userHandle: string | undefined;
  format: string;
  statement: Map<string, Cbor>;
  /** Changes one bit of the signature. */
  isFlipped: boolean;
}
type Lies = Partial<Answer>;

/** Makes an authenticator with one credential of one person. Without `counts` its counter stays 0. */
export function softwareAuthenticator(
  party: RelyingParty,
  personId: string,
  { counts = true }: { counts?: boolean } = {},
) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(32).toString("base64url");
  let used = 0;
  const honest = (type: string, challenge: string): Answer => {
    used += counts ? 1 : 0;
    return {
      origin: party.origin,
      rpId: party.id,
      challenge,
      type,
      flags: USER_PRESENT | USER_VERIFIED,
      counter: used,
      credentialId: id,
      userHandle: Buffer.from(personId).toString("base64url"),
      format: "none",
      statement: new Map(),
      isFlipped: false,
    };
  };
  return {
    id,
    /** The JSON that a browser sends for a new credential. */
    create(challenge: string, lies: Lies = {}): string {
      const told = { ...honest("webauthn.create", challenge), ...lies };
      const { x = "", y = "" } = publicKey.export({ format: "jwk" });
      const cose = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, bytes(x)],
        [-3, bytes(y)],
      ]);
      const credentialId = Buffer.from(told.credentialId, "base64url");
      const authData = Buffer.concat([
        headOf({ ...told, flags: told.flags | ATTESTED }),
        Buffer.alloc(16),
        Buffer.from([credentialId.length >> 8, credentialId.length & 0xff]),
        credentialId,
        isoCBOR.encode(cose),
      ]);
      const attestation = new Map<string, Cbor>([
        ["fmt", told.format],
        ["attStmt", told.statement],
        ["authData", new Uint8Array(authData)],
      ]);
      return answerText(told, {
        attestationObject: base64url(isoCBOR.encode(attestation)),
        transports: ["internal"],
      });
    },
    /** The JSON that a browser sends for a signed challenge. */
    get(challenge: string, lies: Lies = {}): string {
      const told = { ...honest("webauthn.get", challenge), ...lies };
      const authData = headOf(told);
      const signed = Buffer.concat([authData, sha256(clientData(told))]);
      const signature = sign("sha256", signed, privateKey);
      if (told.isFlipped) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
      return answerText(told, {
        authenticatorData: base64url(authData),
        signature: base64url(signature),
        userHandle: told.userHandle,
      });
    },
  };
}

/** Authenticator data without a credential (WebAuthn 6.1). */
function headOf({ rpId, flags, counter }: Pick<Answer, "rpId" | "flags" | "counter">): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
}

function clientData({ type, challenge, origin }: Answer): string {
  return JSON.stringify({ type, challenge, origin, crossOrigin: false });
}

function answerText(told: Answer, response: object): string {
  return JSON.stringify({
    id: told.credentialId,
    rawId: told.credentialId,
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON: base64url(Buffer.from(clientData(told))), ...response },
  });
}

function sha256(data: string): Buffer {
  return createHash("sha256").update(data).digest();
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64url"));
}

function base64url(data: Uint8Array): string {
  return Buffer.from(data).toString("base64url");
}
