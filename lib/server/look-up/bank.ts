import "server-only";
import { settings } from "#lib/server/config/settings.ts";
import { createEpayClient, type EpayClient } from "#lib/server/epay/client.ts";
import { log } from "#lib/server/log.ts";
import { singleton } from "#lib/server/runtime/singleton.ts";

/** The bank client of this process, made from the settings. */
export const bank: () => EpayClient = singleton("bank", () => {
  const { environment, epay } = settings();
  const { terminals: _, ...access } = epay;
  return createEpayClient({
    ...access,
    // One practice number makes the bank refuse our secret: no other number may suffer from it.
    ...(environment === "practice" && { limits: { refusalMs: 0 } }),
    // Faults are logged also at the level "warn".
    onEvent: (event) => log()[event.fault === null ? "info" : "warn"](event, "bank"),
  });
});
