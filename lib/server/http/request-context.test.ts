import { expect, test } from "vitest";
import { requestStore } from "#lib/server/runtime/request-store.ts";
import { arrivalOf, whyUnasked } from "./request-context.ts";

/** What a browser tells of a page that it opens (W3C Fetch Metadata). */
function opened(site: string | null, more: Record<string, string> = {}): Headers {
  return new Headers({
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
    ...(site && { "sec-fetch-site": site }),
    ...more,
  });
}
const CLICK = { "sec-fetch-user": "?1" };

function why(headers: Headers, { isPrefetch = false } = {}) {
  const context = {
    id: "X",
    arrivedAt: 0,
    peer: null,
    method: "GET",
    isPrefetch,
    pageStatus: null,
    person: null,
    left: new AbortController().signal,
  };
  return requestStore().run(context, () => whyUnasked(headers));
}

test("a link that somebody clicked in a chat or a mail asks the bank, and the row can say so", () => {
  for (const [site, arrived] of [
    ["cross-site", "other_site"],
    ["same-site", "related_site"],
    ["none", "address"],
    ["same-origin", "own_page"],
  ] as const) {
    const headers = opened(site, CLICK);
    expect(why(headers)).toBeNull();
    expect(arrivalOf(headers)).toBe(arrived);
  }
});

test("a page that another site opens without a click asks nobody (A-21)", () => {
  for (const site of ["cross-site", "same-site"]) {
    expect(why(opened(site))).toBe("no_click");
    expect(why(opened(site, { "sec-fetch-user": "?0" }))).toBe("no_click");
  }
});

test("an embedded page asks nobody, with a click or without", () => {
  for (const dest of ["iframe", "image", "object", "empty"]) {
    expect(why(opened("cross-site", { ...CLICK, "sec-fetch-dest": dest }))).toBe("embedded");
  }
});

test("our own pages need no click, nor does the address bar; a prefetch asks nobody", () => {
  expect(why(opened("same-origin"))).toBeNull();
  expect(why(opened("none"))).toBeNull();
  expect(why(opened("same-origin", CLICK), { isPrefetch: true })).toBe("prefetch");
});

test("a browser that tells nothing is asked nothing", () => {
  expect(why(new Headers())).toBeNull();
  expect(arrivalOf(new Headers())).toBe("not_told");
});
