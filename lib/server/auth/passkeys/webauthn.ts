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
 * Calls the library with our options: discoverable credentials, required user verification, no
 * attestation. Loads it at the first use, as few pages need it.
 */

/** EdDSA, ES256 and RS256, which all supported versions of Node can verify. */
const ALGORITHMS = [-8, -7, -257];
const TIMEOUT_MILLISECONDS = CHALLENGE_SECONDS * 1_000;

type Known = Pick<Passkey, "id" | "transports">;
/** What the authenticator must have signed. */
interface Expected {
  challenge: string;
  party: RelyingParty;
}

/**
 * Options for creating a passkey for this person on an authenticator without one of the known ones.
 */
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

/**
 * Options for using one of these passkeys, or without a list any passkey that the person chooses.
 */
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

/** Verifies a new credential; null if the verification fails. */
export async function verifiedCredential(
  response: RegistrationResponseJSON,
  { challenge, party }: Expected,
): Promise<VerifiedRegistrationResponse["registrationInfo"] | null> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  return nullIfInvalid(async () => {
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
 * Verifies a signed challenge; null if the verification fails. The caller compares the signature
 * counter, in the statement that stores it.
 */
export async function verifiedUse(
  response: AuthenticationResponseJSON,
  passkey: Passkey,
  { challenge, party }: Expected,
): Promise<VerifiedAuthenticationResponse["authenticationInfo"] | null> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  return nullIfInvalid(async () => {
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
 * Whether the answer contains certificates. We request none and browsers send none; the library
 * would fetch addresses in their chains, which an attacker could choose.
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

/** Turns the library's exception for an invalid answer into null, and logs its reason. */
async function nullIfInvalid<T>(verify: () => Promise<T | null>): Promise<T | null> {
  try {
    return await verify();
  } catch (error) {
    // The message quotes data of the request, so it is truncated.
    const problem = error instanceof Error ? error.message.slice(0, 200) : "";
    log().info({ problem }, "passkey not verified");
    return null;
  }
}
