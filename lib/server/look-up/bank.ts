import "server-only";
import { isLoopback } from "#lib/http/loopback.ts";
import { noteOtherClock } from "#lib/server/clock/other-clock.ts";
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
    onEvent: (event) => {
      if (event.type === "call" && event.serverClock !== null) {
        const { hostname } = new URL(event.endpoint === "token" ? access.tokenUrl : access.apiUrl);
        // A bank on this machine has the same clock, so it proves nothing.
        if (!isLoopback(hostname)) noteOtherClock(event.serverClock);
      }
      // Faults are logged also at the level "warn".
      log()[event.fault === null ? "info" : "warn"](event, "bank");
    },
  });
});
