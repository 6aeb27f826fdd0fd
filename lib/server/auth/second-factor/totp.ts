import { timingSafeEqual } from "node:crypto";
import { Secret, TOTP } from "otpauth";

/** Codes by time (RFC 6238): SHA-1, six digits, 30 seconds, which is what every app understands. */

const PERIOD_MILLISECONDS = 30_000;
/** For so long after the roll-over the code before still counts: somebody was typing it. */
const GRACE_MILLISECONDS = 10_000;

/** 160 bits of chance (RFC 4226, section 4, R6), in base32. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The address that an app takes the secret from, typed or as a QR code. */
export function otpauthUri(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** The step that a code belongs to, when that is now or just over; else null. */
export function matchingStep(secret: string, code: string, now: number): number | null {
  const step = Math.floor(now / PERIOD_MILLISECONDS);
  const isJustOver = now % PERIOD_MILLISECONDS <= GRACE_MILLISECONDS;
  const steps = isJustOver ? [step, step - 1] : [step];
  return steps.find((each) => isSame(codeAt(secret, each), code)) ?? null;
}

/** The code of a step. */
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
