import { type Browser, chromium, type Page } from "@playwright/test";
import { findChromium } from "#testing/machine/chromium.ts";
import { endLater } from "../servers/processes.ts";

/** A headless Chromium, as a phone of 2016 on a slow line or as it is. */

/** Of a slow 4G line, as Lighthouse has it: round trip in milliseconds, bytes a second. */
export const SLOW_4G = { roundTripMs: 150, down: 1_600_000 / 8, up: 750_000 / 8 } as const;
const CPU_SLOWDOWN = 4;

/** Starts the machine's own Chromium; it ends with the goal. */
export async function startBrowser(): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-dev-shm-usage",
    ],
  });
  endLater(() => browser.close());
  return browser;
}

/** A new page with nothing in its cache. */
export async function newPage(
  browser: Browser,
  {
    origin,
    cookie = "",
    isSlow = false,
    hasScripts = true,
  }: { origin: string; cookie?: string; isSlow?: boolean; hasScripts?: boolean },
): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: hasScripts });
  const cookies = cookie.split("; ").filter(Boolean);
  await context.addCookies(
    cookies.map((pair) => {
      const at = pair.indexOf("=");
      return { url: origin, name: pair.slice(0, at), value: pair.slice(at + 1) };
    }),
  );
  const page = await context.newPage();
  if (isSlow) await slowDown(page);
  return page;
}

async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: SLOW_4G.roundTripMs,
    downloadThroughput: SLOW_4G.down,
    uploadThroughput: SLOW_4G.up,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
}

/**
 * From now on each document of the page notes when an element of this selector was first in it,
 * looked for before each frame.
 */
export async function watchFor(page: Page, selector: string): Promise<void> {
  await page.addInitScript((wanted) => {
    const look = () => {
      if (document.querySelector(wanted)) performance.mark("wanted");
      else requestAnimationFrame(look);
    };
    look();
  }, selector);
}

/** Milliseconds from the begin of the navigation until the element was there. */
export async function wantedAfter(page: Page): Promise<number> {
  const mark = await page.waitForFunction(
    () => performance.getEntriesByName("wanted")[0]?.startTime,
  );
  return Number(await mark.jsonValue());
}

/** Bytes that the page received over the network so far, by kind of resource. */
export async function countTransfer(page: Page): Promise<() => Record<string, number>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  const kinds = new Map<string, string>();
  const bytes: Record<string, number> = {};
  devtools.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
  });
  return () => bytes;
}
