import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { ask } from "#lib/api/client.ts";

/** The purpose of a ceremony; each has its own challenges. */
export type Purpose = "sign-in" | "registration" | "proof";

/**
 * The authenticator's answer to a challenge of our server, as JSON text.
 * @throws when the server gives no challenge, or the person or the authenticator declines.
 */
export async function answerOf(purpose: Purpose): Promise<string> {
  const given = await ask(`/api/passkeys/${purpose}`, {
    method: "POST",
    body: new URLSearchParams(),
  });
  const optionsJSON = await given.json();
  const answer =
    purpose === "registration"
      ? await startRegistration({ optionsJSON })
      : await startAuthentication({ optionsJSON });
  return JSON.stringify(answer);
}
