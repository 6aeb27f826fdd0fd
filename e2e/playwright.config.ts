import { defineConfig } from "@playwright/test";
import { findChromium } from "#testing/machine/chromium.ts";

/** What Playwright switches off, which this replaces. */
const USUALLY_OFF = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
];
/** Pages of the browser's own that it draws beside each of ours, unseen: a third of the machine. */
const OWN_PAGES = [
  "PreloadTopChromeWebUI",
  "InitialWebUI",
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
];

/**
 * In the machine's own Chromium, against the built product; each worker has an application, a
 * database and a practice bank of its own (fixtures.ts).
 */
export default defineConfig({
  testDir: ".",
  globalSetup: "./empty-database.ts",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  // Long enough for a machine that does other work beside it.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    locale: "en-GB",
    timezoneId: "Asia/Almaty",
    launchOptions: {
      executablePath: findChromium() ?? "chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        `--disable-features=${[...USUALLY_OFF, ...OWN_PAGES].join(",")}`,
      ],
    },
  },
});
