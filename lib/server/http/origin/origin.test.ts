import { afterEach, describe, expect, test } from "vitest";
import { readSettings, settings } from "#lib/server/config/settings.ts";
import { isCrossSite, isFromOwnPage } from "../fetch-metadata.ts";
import { isOwnHost } from "./own-address.ts";

/** Changes the address of this process. */
function serveAt(url: string): void {
  Object.assign(settings(), readSettings({ ...process.env, NEXTAUTH_URL: url }));
}
afterEach(() => serveAt("http://127.0.0.1:3000"));

const OWN = "https://anyqta.example.kz";
const HTTP = "http://anyqta.test:4511";
const FOREIGN = ["https://evil.example", "https://anyqta.example.kz.evil.example", "junk", ""];

type Sent = { site?: string; origin?: string; host?: string; method?: string };

function requestOf({ site, origin, host = "anyqta.example.kz", method = "POST" }: Sent): Request {
  const headers = new Headers({ host });
  if (site !== undefined) headers.set("sec-fetch-site", site);
  if (origin !== undefined) headers.set("origin", origin);
  return new Request(`${OWN}/api/find`, { method, headers });
}

const isRefused = (sent: Sent) => isCrossSite(requestOf(sent));

describe("over https (A-20)", () => {
  test.each<[string, Sent, boolean]>([
    ["our own form", { site: "same-origin", origin: OWN }, false],
    ["our own form without an Origin", { site: "same-origin" }, false],
    ["our own form with an opaque Origin", { site: "same-origin", origin: "null" }, false],
    ["a form that the person sends again", { site: "none", origin: "null" }, false],
    ["a program", {}, false],
    ["an old browser's own form", { origin: OWN }, false],
    ["our form behind a proxy that drops the port", { origin: OWN, host: "127.0.0.1:3000" }, false],
    ["another site's form", { site: "cross-site", origin: "https://evil.example" }, true],
    ["a neighbour's form", { site: "same-site", origin: "https://other.example.kz" }, true],
    ["an opaque Origin alone", { origin: "null" }, true],
    ["a page of ours that came over http", { origin: "http://anyqta.example.kz" }, true],
  ])("%s", (_name, sent, refused) => {
    serveAt(OWN);
    expect(isRefused(sent)).toBe(refused);
  });

  test.each(FOREIGN)("Sec-Fetch-Site does not excuse the foreign Origin %j", (origin) => {
    serveAt(OWN);
    for (const site of ["same-origin", "none", undefined]) {
      for (const method of ["POST", "GET"]) {
        expect(isRefused({ ...(site && { site }), origin, method }), `${site} ${method}`).toBe(
          true,
        );
      }
      expect(isFromOwnPage(requestOf({ ...(site && { site }), origin }).headers)).toBe(false);
    }
  });
});

describe("over http by a host name, where browsers send no Sec-Fetch-Site (A-20)", () => {
  test.each<[string, Sent, boolean]>([
    ["our own form", { origin: HTTP }, false],
    ["an opaque Origin, which proves nothing", { origin: "null" }, false],
    ["a program", {}, false],
    ["another host", { origin: "http://evil.test:4511" }, true],
    ["another port of this host", { origin: "http://anyqta.test:9999" }, true],
  ])("%s", (_name, sent, refused) => {
    serveAt(HTTP);
    expect(isRefused({ host: "anyqta.test:4511", ...sent })).toBe(refused);
  });

  test("a link for outsiders opens by a press in our own page only (A-38)", () => {
    serveAt(HTTP);
    const opens = (sent: Sent) =>
      isFromOwnPage(requestOf({ host: "anyqta.test:4511", ...sent }).headers);
    expect(opens({ origin: HTTP })).toBe(true);
    expect(opens({ site: "same-origin", origin: "null" })).toBe(true);
    for (const origin of ["null", "http://anyqta.test:9999", undefined]) {
      expect(opens({ ...(origin && { origin }) }), origin).toBe(false);
    }
    for (const site of ["none", "same-site", "cross-site"])
      expect(opens({ site }), site).toBe(false);
  });

  test("by an IP address the page of that address is ours", () => {
    serveAt(HTTP);
    const host = "10.0.0.5:3000";
    expect(isRefused({ host, origin: "http://10.0.0.5:3000" })).toBe(false);
    expect(isRefused({ host, origin: "http://10.0.0.6:3000" })).toBe(true);
    expect(isRefused({ host: "evil.test", origin: "http://evil.test" })).toBe(true);
  });
});

test.each<[string, boolean]>([
  ["anyqta.example.kz", true],
  ["ANYQTA.example.kz:8443", true],
  ["127.0.0.1:3000", true],
  ["10.1.2.3", true],
  ["[::1]:3000", true],
  ["localhost:3000", true],
  ["evil.example", false],
  ["anyqta.example.kz.evil.example", false],
  ["anyqta.example.kz@evil.example", false],
  ["evil.example/anyqta.example.kz", false],
  ["anyqta.example.kz, evil.example", false],
  ["localhost.evil.example", false],
  ["", false],
])("a Host of %j is ours: %s (A-46)", (host, isOwn) => {
  serveAt(OWN);
  expect(isOwnHost(host)).toBe(isOwn);
});
