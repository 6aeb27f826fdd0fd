import pino, { type Logger } from "pino";
import { settings } from "#lib/server/config/settings.ts";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";
import { toldError } from "./error-text.ts";

/**
 * JSON lines on standard output; a line written while a request is handled names it. Errors lose the
 * values of statements. Nothing passes secrets to the log; removing them by name is a second line of defence.
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
    formatters: { log: (fields: Record<string, unknown>) => withoutSecrets(fields) },
  };
  // Synchronous: at the exit, a pending asynchronous write would come after the last lines.
  return pino(options, pino.destination({ dest: 1, sync: true }));
});

const SECRET_KEYS = new Set(["password", "token", "secret", "authorization", "cookie", "cardID"]);

const REMOVED = "[removed]";
/** Values that lie deeper are removed: no line of ours has them, and a circle has no end. */
const DEEPEST = 5;

/**
 * The fields of a line without the values of keys that name a secret. Not by pino's `redact`, which
 * copies every value of every line: it was a quarter of all that a look-up allocates.
 */
function withoutSecrets(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  let shown = fields;
  for (const [key, value] of Object.entries(fields)) {
    const safe = SECRET_KEYS.has(key) ? REMOVED : safeValue(value, depth);
    if (safe === value) continue;
    if (shown === fields) shown = { ...fields };
    shown[key] = safe;
  }
  return shown;
}

function safeValue(value: unknown, depth: number): unknown {
  // Errors are written by their serializer.
  if (!isRecord(value) || value instanceof Error) return value;
  if (depth === DEEPEST) return REMOVED;
  if (!Array.isArray(value)) return withoutSecrets(value, depth + 1);
  const safe = value.map((one) => safeValue(one, depth + 1));
  return safe.some((one, at) => one !== value[at]) ? safe : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
