import pino, { type Logger } from "pino";
import { settings } from "#lib/server/config/settings.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * JSON lines on standard output. Nothing secret is ever handed to the log; the redaction list is
 * the second wall.
 */
export const log: () => Logger = singleton("log", () =>
  pino({
    level: settings().logLevel,
    base: { app: "anyqta" },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ["password", "token", "secret", "authorization", "cookie", "cardID"].flatMap((key) => [
        key,
        `*.${key}`,
        `*.*.${key}`,
      ]),
      censor: "[removed]",
    },
  }),
);
