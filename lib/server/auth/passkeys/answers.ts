import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";

/** Parses the answers of authenticators, which forms send as JSON text (WebAuthn 5.1, toJSON). */

/** The longest text that is parsed; answers without an attestation are much shorter. */
export const MAX_ANSWER = 16_000;

const base64url = z.string().regex(/^[\w-]+$/);
/** A credential id has at most 1023 bytes (WebAuthn 4). */
const credentialId = base64url.max(1_364);
const credential = { id: credentialId, rawId: credentialId, type: z.literal("public-key") };

const attestationSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(10)
      .default([]),
  }),
});

const assertionSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
});

/** Parses a new credential; null for any other text. */
export function readAttestation(text: string): RegistrationResponseJSON | null {
  const { data } = attestationSchema.safeParse(jsonOf(text));
  return data ? { ...data, clientExtensionResults: {} } : null;
}

/** Parses a signed challenge; null for any other text. */
export function readAssertion(text: string): AuthenticationResponseJSON | null {
  const { data } = assertionSchema.safeParse(jsonOf(text));
  if (!data) return null;
  const { userHandle, ...response } = data.response;
  return {
    ...data,
    response: userHandle === undefined ? response : { ...response, userHandle },
    clientExtensionResults: {},
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
