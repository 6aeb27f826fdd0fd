import "server-only";
import type {
  AuthenticationResponseJSON,
  RegistrationResponseJSON,
  VerifiedAuthenticationResponse,
  VerifiedRegistrationResponse,
} from "@simplewebauthn/server";
import { log } from "#lib/server/log.ts";
import type { Passkey } from "#lib/server/people/factors/passkeys.ts";
import { CHALLENGE_SECONDS } from "./challenges.ts";
import type { RelyingParty } from "./relying-party.ts";

/**
 * The library, asked our way: passkeys that are found without a name, a verified person, no
 * attestation. It is loaded by the first use, since few pages have one.
 */

/** EdDSA, ES256, RS256: what every Node that runs Anyqta can verify. */
const ALGORITHMS = [-8, -7, -257];
const TIMEOUT_MILLISECONDS = CHALLENGE_SECONDS * 1_000;

type Known = Pick<Passkey, "id" | "transports">;
/** What the authenticator has to have signed. */
interface Expected {
  challenge: string;
  party: RelyingParty;
}

/** What a browser needs to make a passkey of this person, where none of the known ones is. */
export async function creationOptions(
  { id }: RelyingParty,
  person: { id: string; email: string },
  known: readonly Known[],
) {
  const { generateRegistrationOptions } = await import("@simplewebauthn/server");
  return generateRegistrationOptions({
    rpName: "Anyqta",
    rpID: id,
    userID: new TextEncoder().encode(person.id),
    userName: person.email,
    userDisplayName: person.email,
    timeout: TIMEOUT_MILLISECONDS,
    attestationType: "none",
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
}

/** What a browser needs to use one of these passkeys, or without a list any that the person chooses. */
export async function requestOptions({ id }: RelyingParty, known?: readonly Known[]) {
  const { generateAuthenticationOptions } = await import("@simplewebauthn/server");
  return generateAuthenticationOptions({
    rpID: id,
    userVerification: "required",
    timeout: TIMEOUT_MILLISECONDS,
    ...(known && {
      allowCredentials: known.map(({ id, transports }) => ({ id, transports })),
    }),
  });
}

/** The credential that an authenticator has made, or null when the answer does not hold. */
export async function verifiedCredential(
  response: RegistrationResponseJSON,
  { challenge, party }: Expected,
): Promise<VerifiedRegistrationResponse["registrationInfo"] | null> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  return unlessWrong(async () => {
    if (await hasCertificates(response)) return null;
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return registrationInfo ?? null;
  });
}

/**
 * What a passkey has signed, or null when the answer does not hold. Its counter is for the caller to
 * compare, in the statement that keeps it.
 */
export async function verifiedUse(
  response: AuthenticationResponseJSON,
  passkey: Passkey,
  { challenge, party }: Expected,
): Promise<VerifiedAuthenticationResponse["authenticationInfo"] | null> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  return unlessWrong(async () => {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64url")),
        counter: 0,
      },
    });
    return verified ? authenticationInfo : null;
  });
}

/**
 * Were certificates sent along? We ask for none, browsers leave them out, and to follow their chains
 * would let whoever wrote them choose addresses that we then fetch.
 */
async function hasCertificates({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const attestation = decodeAttestationObject(
    new Uint8Array(Buffer.from(response.attestationObject, "base64url")),
  );
  const format = attestation.get("fmt");
  const isPlain = format === "none" || format === "packed";
  return !isPlain || attestation.get("attStmt").get("x5c") !== undefined;
}

/** The library throws where an answer is wrong: that is an answer too, and its reason is logged. */
async function unlessWrong<T>(judge: () => Promise<T | null>): Promise<T | null> {
  try {
    return await judge();
  } catch (error) {
    // It quotes what a visitor wrote.
    const problem = error instanceof Error ? error.message.slice(0, 200) : "";
    log().info({ problem }, "passkey not verified");
    return null;
  }
}
