import { timingSafeEqual } from "node:crypto";
import { Secret, TOTP } from "otpauth";

/**
 * Time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 seconds, as every app supports.
 */

const PERIOD_MILLISECONDS = 30_000;
/** A code stays valid this long after its time step, as the person may still be typing it. */
const GRACE_MILLISECONDS = 10_000;

/** A new secret of 160 random bits (RFC 4226, section 4, R6), in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The otpauth URI from which an app reads the secret, as a QR code or a link. */
export function otpauthUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** The time step of a code if that is the current one or has just ended; otherwise null. */
export function matchingStep(secret: string, code: string, now: number): number | null {
  const step = Math.floor(now / PERIOD_MILLISECONDS);
  const isJustOver = now % PERIOD_MILLISECONDS <= GRACE_MILLISECONDS;
  const steps = isJustOver ? [step, step - 1] : [step];
  return steps.find((each) => isSame(codeAt(secret, each), code)) ?? null;
}

/** The code of a time step. */
export function codeAt(secret: string, step: number): string {
  return totp(secret).generate({ timestamp: step * PERIOD_MILLISECONDS });
}

function totp(secret: string, label = "") {
  return new TOTP({
    issuer: "Anyqta",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD_MILLISECONDS / 1_000,
    secret: Secret.fromBase32(secret),
  });
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
