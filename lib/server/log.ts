import pino, { type Logger } from "pino";
import { settings } from "#lib/server/config/settings.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { toldError } from "./error-text.ts";

/**
 * JSON lines on standard output; a line written while a request is handled names it. Errors lose the
 * values of statements. Nothing passes secrets to the log; the redaction list is a second line of defence.
 */
export const log: () => Logger = singleton("log", () => {
  const options = {
    level: settings().logLevel,
    base: { app: "anyqta" },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin() {
      const requestId = requestStore().getStore()?.id;
      return requestId === undefined ? {} : { requestId };
    },
    serializers: { err: (error: unknown) => toldError(error) },
    redact: {
      paths: ["password", "token", "secret", "authorization", "cookie", "cardID"].flatMap((key) => [
        key,
        `*.${key}`,
        `*.*.${key}`,
      ]),
      censor: "[removed]",
    },
  };
  // Synchronous: at the exit, a pending asynchronous write would come after the last lines.
  return pino(options, pino.destination({ dest: 1, sync: true }));
});
