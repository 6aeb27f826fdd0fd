import pino, { type Logger } from "pino";
import { settings } from "#lib/server/config/settings.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/**
 * Logs JSON lines to standard output, with the id of the current request. No caller passes secrets;
 * the redaction list is defence in depth.
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
