import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { ask } from "#lib/api/client.ts";

/** What a passkey is asked for; each has its own challenges. */
export type Purpose = "sign-in" | "registration" | "proof";

/**
 * The device's answer to a challenge of our server, as text.
 * @throws when the server gives none, or the person or the device does not want to.
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
